Feature: The registration authority issues and withdraws cards

  @id:AUTHORITY-01 @req:NHS-25 @needs:made-card
  Scenario Outline: A blank card is issued, and then its person can sign in
    Given the "<card>" card of "blank-card" is in the reader
    When the registration authority issues the card
    And the person signs in
    Then the system gets a valid sign-in of "blank-card"
    And the audit trail of the card holds "card-registered, certificate-issued, card-issued"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:AUTHORITY-02 @req:NHS-24
  Scenario Outline: A person has one active card at a time
    Given the "<card>" card of "one-role" is in the reader
    When the registration authority registers another card for the person
    Then the other card is refused with "CARD_HELD"
    When the registration authority cancels the card
    And the registration authority registers another card for the person
    Then the other card is active

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:AUTHORITY-03 @req:CIS2-16
  Scenario Outline: A suspended card is refused until it is resumed
    Given the "<card>" card of "one-role" is in the reader
    When the registration authority suspends the card
    And the person signs in
    Then the sign-in is refused with "CARD_SUSPENDED"
    When the registration authority resumes the card
    And the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:AUTHORITY-04 @req:NHS-30 @req:CIS2-16
  Scenario Outline: A lost card is refused at the next sign-in
    Given the "<card>" card of "one-role" is in the reader
    And the person has signed in
    When the card is reported lost
    And the person signs in
    Then the sign-in is refused with "CERTIFICATE_REVOKED"
    And the audit trail of the card holds "card-reported-lost, card-cancelled, certificate-revoked"

    Examples:
      | card    |
      | piv     |
      | series8 |
