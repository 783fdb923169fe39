Feature: The passcode and its three tries

  @id:PASSCODE-01 @req:CIS2-08 @req:NHS-17 @needs:every-try
  Scenario Outline: Two wrong passcodes, with the card taken out between them, then the right one
    Given the "<card>" card of "one-role" is in the reader
    When the person enters a wrong passcode
    Then the sign-in is refused with "PASSCODE_REFUSED"
    And the card has 2 tries left
    When the card is removed and inserted again
    Then the card has 2 tries left
    When the person enters a wrong passcode
    Then the sign-in is refused with "PASSCODE_REFUSED"
    And the card has 1 try left
    When the person signs in
    Then the system gets a valid sign-in of "one-role"
    And the card has 3 tries left

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:PASSCODE-03 @req:CIS2-08 @req:CIS2-09 @needs:every-try
  Scenario Outline: Three wrong passcodes lock the card, and it stays locked when it is removed and inserted again
    Given the "<card>" card of "one-role" is in the reader
    When the person enters a wrong passcode 3 times
    Then the sign-in is refused with "PASSCODE_LOCKED"
    And the card has 0 tries left
    When the person signs in
    Then the sign-in is refused with "PASSCODE_LOCKED"
    When the card is removed and inserted again
    And the person signs in
    Then the sign-in is refused with "PASSCODE_LOCKED"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:PASSCODE-04 @req:CIS2-08
  Scenario Outline: A card that is already locked cannot be used
    Given the "<card>" card of "locked-card" is in the reader
    When the person signs in
    Then the sign-in is refused with "PASSCODE_LOCKED"
    And the passcode was not asked for

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:PASSCODE-06 @req:NHS-17
  Scenario Outline: Cancelling the passcode spends no try
    Given the "<card>" card of "one-role" is in the reader
    And the card's tries are counted
    When the person cancels the passcode
    Then the sign-in is refused with "PASSCODE_CANCELLED"
    And the card has as many tries left as before

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:PASSCODE-07 @req:EXCHANGE-05
  Scenario Outline: The passcode does not leave the computer
    Given the "<card>" card of "one-role" is in the reader
    When the person signs in
    Then the system gets a valid sign-in of "one-role"
    And nothing that was sent to CIS2 holds the passcode

    Examples:
      | card    |
      | piv     |
      | series8 |
