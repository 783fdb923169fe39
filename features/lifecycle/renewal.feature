@needs:card-to-change
Feature: Renewing a card
  A person renews their own card during its last 90 days. After that a registration authority has to do it in person.

  @id:RENEW-01 @req:NHS-29 @req:CIS2-10
  Scenario Outline: Renewal is possible only in the last 90 days: <moment>
    Given the "<card>" card of "one-role" is in the reader
    And the clock is <moment>
    When the person renews the card
    Then the card service ends with "<outcome>"

    Examples:
      | card    | moment                                              | outcome             |
      | piv     | on the certificate's first day                      | RENEWAL_TOO_EARLY   |
      | piv     | 90 days and 1 second before the certificate expires | RENEWAL_TOO_EARLY   |
      | piv     | 90 days before the certificate expires              | success             |
      | piv     | at the last second of the certificate's third year  | success             |
      | piv     | one second after the certificate's third year       | CERTIFICATE_EXPIRED |
      | series8 | on the certificate's first day                      | RENEWAL_TOO_EARLY   |
      | series8 | 90 days and 1 second before the certificate expires | RENEWAL_TOO_EARLY   |
      | series8 | 90 days before the certificate expires              | success             |
      | series8 | at the last second of the certificate's third year  | success             |
      | series8 | one second after the certificate's third year       | CERTIFICATE_EXPIRED |

  @id:RENEW-02 @req:NHS-29 @req:NHS-26
  Scenario Outline: A renewed card is valid long after the old certificates have expired
    Given the "<card>" card of "one-role" is in the reader
    And the clock is 90 days before the certificate expires
    When the person renews the card
    Then the card service succeeds
    When the clock is three years and a month after the certificate began
    And the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:RENEW-03 @req:NHS-29
  Scenario Outline: A locked card has to be unlocked before it is renewed
    Given the "<card>" card of "locked-card" is in the reader
    And the clock is 90 days before the certificate expires
    When the person renews the card
    Then the card service is refused with "PASSCODE_LOCKED"
    When the person asks for a security code
    And the person unlocks the card with the code and the passcode "246802"
    And the person renews the card with the passcode "246802"
    Then the card service succeeds

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:RENEW-04 @req:LIFE-05
  Scenario Outline: A renewal that was cut off leaves a card that works, and can be renewed again
    Given the "<card>" card of "one-role" is in the reader
    And the clock is 90 days before the certificate expires
    When the person renews the card, and pulls it out when a new key is made
    Then the card service is refused with "CARD_REMOVED"
    When the card is inserted again
    And the person signs in
    Then the system gets a valid sign-in of "one-role"
    When the person renews the card
    Then the card service succeeds

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:RENEW-05 @req:LIFE-06
  Scenario Outline: The certificates that were replaced are revoked
    Given the "<card>" card of "one-role" is in the reader
    And the clock is 90 days before the certificate expires
    When the person renews the card
    Then the card service succeeds
    And the card's first certificates are revoked, and those on it are not

    Examples:
      | card    |
      | piv     |
      | series8 |
