Feature: Faulty cards
  Whatever a card does, the person is told what is wrong with it, and a sound card signs in afterwards.

  @id:FAULT-01 @req:CARD-01 @needs:reader-of-its-own @needs:made-card
  Scenario Outline: A card that <fault> is refused, and a sound card signs in afterwards
    Given the "<card>" card of "one-role" is in the reader, and <fault>
    When the person signs in
    Then the sign-in is refused with "<code>"
    When the card is exchanged for the "<card>" card of "no-role"
    And the person signs in
    Then the system gets a valid sign-in of "no-role"

    Examples:
      | card    | fault                                        | code                   |
      | piv     | is pulled out at the third command           | CARD_REMOVED           |
      | piv     | is reset by another program                  | CARD_RESET             |
      | piv     | fails when the passcode is checked           | CARD_ANSWER_UNEXPECTED |
      | piv     | fails when it is asked to sign               | CARD_ANSWER_UNEXPECTED |
      | piv     | breaks off while it is read                  | CARD_ANSWER_MALFORMED  |
      | piv     | has a damaged certificate                    | CARD_ANSWER_MALFORMED  |
      | piv     | loses its power when the passcode is checked | CARD_REMOVED           |
      | series8 | is pulled out at the third command           | CARD_REMOVED           |
      | series8 | is reset by another program                  | CARD_RESET             |
      | series8 | fails when the passcode is checked           | CARD_ANSWER_UNEXPECTED |
      | series8 | fails when it is asked to sign               | CARD_ANSWER_UNEXPECTED |
      | series8 | breaks off while it is read                  | CARD_ANSWER_MALFORMED  |
      | series8 | has a damaged certificate                    | CARD_ANSWER_MALFORMED  |
      | series8 | loses its power when the passcode is checked | CARD_REMOVED           |

  @id:FAULT-02 @req:CARD-01 @needs:made-card
  Scenario Outline: A slow card signs in
    Given the "<card>" card of "one-role" is in the reader, and takes its time for every command
    When the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:FAULT-03 @req:CIS2-08 @needs:reader-of-its-own @needs:made-card
  Scenario Outline: A card that loses its power while it counts a try does not give the try back
    Given the "<card>" card of "one-role" is in the reader, and loses its power when the passcode is checked
    When the person enters a wrong passcode
    Then the sign-in is refused with "CARD_REMOVED"
    When the card is inserted again
    And the person enters a wrong passcode
    Then the sign-in is refused with "PASSCODE_REFUSED"
    And the card has 2 tries left

    Examples:
      | card    |
      | piv     |
      | series8 |
