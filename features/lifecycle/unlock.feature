@needs:card-to-change
Feature: Unlocking a card with a security code
  The code is good for 15 minutes and once. The person chooses a new passcode, which the authority does not get to know.

  @id:UNLOCK-01 @req:NHS-27
  Scenario Outline: A locked card is unlocked, and works with its new passcode
    Given the "<card>" card of "locked-card" is in the reader
    When the person asks for a security code
    And the person unlocks the card with the code and the passcode "246802"
    Then the card service succeeds
    And the card has 3 tries left
    When the person signs in with the passcode "246802"
    Then the system gets a valid sign-in of "locked-card"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:UNLOCK-02 @req:NHS-28
  Scenario Outline: A forgotten passcode is replaced
    Given the "<card>" card of "one-role" is in the reader
    When the person asks for a security code
    And the person unlocks the card with the code and the passcode "246802"
    Then the card service succeeds
    When the person signs in with the passcode "246802"
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:UNLOCK-03 @req:LIFE-02
  Scenario Outline: The code is valid for 15 minutes: used after <after>
    Given the "<card>" card of "locked-card" is in the reader
    When the person asks for a security code
    And <after> pass
    And the person unlocks the card with the code and the passcode "246802"
    Then the card service ends with "<outcome>"

    Examples:
      | card    | after                    | outcome             |
      | piv     | 14 minutes 59 seconds    | success             |
      | piv     | 15 minutes 1 second      | UNLOCK_CODE_EXPIRED |
      | series8 | 14 minutes 59 seconds    | success             |
      | series8 | 15 minutes 1 second      | UNLOCK_CODE_EXPIRED |

  @id:UNLOCK-04 @req:LIFE-02
  Scenario Outline: A code works only once
    Given the "<card>" card of "locked-card" is in the reader
    When the person asks for a security code
    And the person unlocks the card with the code and the passcode "246802"
    And the person unlocks the card with the code and the passcode "135713"
    Then the card service is refused with "UNLOCK_CODE_EXPIRED"
    When the person signs in with the passcode "246802"
    Then the system gets a valid sign-in of "locked-card"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:UNLOCK-05 @req:LIFE-02
  Scenario Outline: A wrong code unlocks nothing, and no new passcode is asked for
    Given the "<card>" card of "locked-card" is in the reader
    When the person asks for a security code
    And the person unlocks the card with a wrong code
    Then the card service is refused with "UNLOCK_CODE_REFUSED"
    And the card has 0 tries left

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:UNLOCK-06 @req:LIFE-03
  Scenario Outline: A card can be unlocked only until its certificates expire: <moment>
    Given the "<card>" card of "locked-card" is in the reader
    And the clock is <moment> the certificate's third year
    When the person asks for a security code
    Then the card service ends with "<outcome>"

    Examples:
      | card    | moment               | outcome             |
      | piv     | at the last second of | success            |
      | piv     | one second after     | CERTIFICATE_EXPIRED |
      | series8 | at the last second of | success            |
      | series8 | one second after     | CERTIFICATE_EXPIRED |

  @id:UNLOCK-07 @req:LIFE-04
  Scenario Outline: Neither passcode leaves the computer
    Given the "<card>" card of "locked-card" is in the reader
    When the person asks for a security code
    And the person unlocks the card with the code and the passcode "24680246"
    Then the card service succeeds
    And nothing that was sent to CIS2 holds "24680246"

    Examples:
      | card    |
      | piv     |
      | series8 |
