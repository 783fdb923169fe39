Feature: Cards and readers that are missing, too many, or pulled out

  @id:PRESENCE-01 @req:CIS2-12 @needs:no-reader
  Scenario: There is no reader
    Given there is no reader
    When the person signs in
    Then the sign-in is refused with "READER_NONE"

  @id:PRESENCE-02 @req:CIS2-12 @needs:hands
  Scenario: There is no card in the reader
    Given the reader is empty
    When the person signs in
    Then the sign-in is refused with "CARD_ABSENT"

  @id:PRESENCE-03 @req:CIS2-11 @needs:hands
  Scenario Outline: Two cards are attached
    Given the "<card>" card of "one-role" is in the reader
    And the "<card>" card of "two-roles" is in another reader
    When the person signs in
    Then the sign-in is refused with "CARD_SEVERAL"
    And the passcode was not asked for

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:PRESENCE-04 @req:NHS-01 @needs:hands
  Scenario Outline: The card is pulled out <moment>
    Given the "<card>" card of "one-role" is in the reader
    And the card will be pulled out <moment>
    When the person signs in
    Then the sign-in is refused with "CARD_REMOVED"
    When the card is inserted again
    And the person signs in
    Then the system gets a valid sign-in of "one-role"
    And the card has 3 tries left

    Examples:
      | card    | moment                          |
      | piv     | at the first command            |
      | piv     | while the passcode is entered   |
      | piv     | when the passcode is checked    |
      | piv     | when the signature is asked for |
      | series8 | at the first command            |
      | series8 | while the passcode is entered   |
      | series8 | when the passcode is checked    |
      | series8 | when the signature is asked for |

  @id:PRESENCE-05 @req:NHS-02 @needs:hands
  Scenario Outline: The next person signs in at the same computer with their own card
    Given the "<card>" card of "one-role" is in the reader
    And the person has signed in
    When the card is exchanged for the "<card>" card of "no-role"
    And the person signs in
    Then the system gets a valid sign-in of "no-role"

    Examples:
      | card    |
      | piv     |
      | series8 |
