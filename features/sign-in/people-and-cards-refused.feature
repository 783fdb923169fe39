Feature: People and cards that may not sign in
  The card's signature is right, yet CIS2 no longer accepts the person or the card.

  @id:REFUSED-01 @req:CIS2-16
  Scenario Outline: A card whose certificate names an unregistered user is refused
    Given the "<card>" card of "unknown-user" is in the reader
    When the person signs in
    Then the sign-in is refused with "USER_UNKNOWN"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:REFUSED-02 @req:CIS2-15
  Scenario Outline: A person who has left is refused
    Given the "<card>" card of "leaver" is in the reader
    When the person signs in
    Then the sign-in is refused with "USER_INACTIVE"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:REFUSED-03 @req:CIS2-16 @req:NHS-30
  Scenario Outline: A cancelled card is refused
    Given the "<card>" card of "cancelled-card" is in the reader
    When the person signs in
    Then the sign-in is refused with "CARD_CANCELLED"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:REFUSED-04 @req:CIS2-16
  Scenario Outline: A card with a revoked certificate is refused
    Given the "<card>" card of "revoked-certificate" is in the reader
    When the person signs in
    Then the sign-in is refused with "CERTIFICATE_REVOKED"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:REFUSED-05 @req:CIS2-16 @req:NHS-30
  Scenario Outline: A card that is cancelled after a sign-in is refused at the next one
    Given the "<card>" card of "one-role" is in the reader
    And the person has signed in
    When the registration authority cancels the card
    And the person signs in
    Then the sign-in is refused with "CARD_CANCELLED"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:REFUSED-06 @req:CIS2-17
  Scenario Outline: A blank card is refused
    Given the "<card>" card of "blank-card" is in the reader
    When the person signs in
    Then the sign-in is refused with "CARD_WITHOUT_CERTIFICATE"
    And the passcode was not asked for

    Examples:
      | card    |
      | piv     |
      | series8 |
