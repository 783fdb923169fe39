Feature: Faulty cards
  Whatever a card does, the person is told what is wrong with it, and a sound card signs in afterwards.

  @id:FAULT-01 @req:CARD-01 @needs:reader-of-its-own @needs:made-card
  Scenario Outline: A card with a fault is told from a sound one: <fault>
    Given the "<card>" card of "one-role" with the fault "<fault>" is in the reader
    When the person signs in
    Then the sign-in is refused with "<code>"
    When the card is exchanged for the "<card>" card of "no-role"
    And the person signs in
    Then the system gets a valid sign-in of "no-role"

    Examples:
      | card    | fault                     | code                   |
      | piv     | removed:3                 | CARD_REMOVED           |
      | piv     | reset:3                   | CARD_RESET             |
      | piv     | wrong-status-word:20=6F00 | CARD_ANSWER_UNEXPECTED |
      | piv     | wrong-status-word:87=6F00 | CARD_ANSWER_UNEXPECTED |
      | piv     | truncated-answer:CB       | CARD_ANSWER_MALFORMED  |
      | piv     | corrupt-certificate       | CARD_ANSWER_MALFORMED  |
      | piv     | power-loss:1              | CARD_REMOVED           |
      | series8 | removed:3                 | CARD_REMOVED           |
      | series8 | reset:3                   | CARD_RESET             |
      | series8 | wrong-status-word:20=6F00 | CARD_ANSWER_UNEXPECTED |
      | series8 | wrong-status-word:2A=6F00 | CARD_ANSWER_UNEXPECTED |
      | series8 | truncated-answer:B0       | CARD_ANSWER_MALFORMED  |
      | series8 | corrupt-certificate       | CARD_ANSWER_MALFORMED  |
      | series8 | power-loss:1              | CARD_REMOVED           |

  @id:FAULT-02 @req:CARD-01 @needs:made-card
  Scenario Outline: A slow card signs in
    Given the "<card>" card of "one-role" with the fault "slow:20" is in the reader
    When the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:FAULT-03 @req:CIS2-08 @needs:reader-of-its-own @needs:made-card
  Scenario Outline: A card that loses its power while it writes down a try gives none away
    Given the "<card>" card of "one-role" with the fault "power-loss:1" is in the reader
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
