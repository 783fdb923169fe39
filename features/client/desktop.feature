Feature: The client asks for the passcode only when a system is opened
  A passcode window comes up when a page of CIS2 asks for the card. Putting the card in or taking it out does nothing.

  @id:DESKTOP-01 @req:CIS2-14 @needs:hands
  Scenario Outline: Inserting the <card> card opens no window; a page that asks for the card does
    Given the "<card>" card of "one-role" is in the reader
    And the smartcard client runs on the desktop
    When the card is taken out
    And the card is inserted again
    Then 0 passcode windows have come up
    When the person signs in through the local service
    Then 1 passcode window has come up

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:DESKTOP-02 @req:CIS2-14
  Scenario Outline: The passcode is asked for again when another system is opened with the <card> card
    Given the "<card>" card of "one-role" is in the reader
    And the smartcard client runs on the desktop
    When the person signs in through the local service
    And the person opens another system and is asked to sign in again
    Then 2 passcode windows have come up

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:DESKTOP-03 @req:CIS2-13 @needs:hands
  Scenario Outline: Taking the <card> card out does not sign the person out of Smartcard Connect
    Given the "<card>" card of "one-role" is in the reader
    And the smartcard client runs on the desktop
    When the person signs in through the local service
    And the card is taken out
    Then the person is still signed in at CIS2

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:DESKTOP-07 @req:CIS2-13 @needs:hands
  Scenario Outline: Taking the <card> card out ends the session at the deprecated Identity Agent
    Given the clock is at "2027-01-31T12:00:00Z"
    And the "<card>" card of "one-role" is in the reader
    And the client is the Identity Agent
    And the smartcard client runs on the desktop
    When the person signs in through the local service
    Then the person is still signed in at CIS2
    When the card is taken out
    Then the person is soon signed out at CIS2

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:DESKTOP-04 @req:NHS-17
  Scenario Outline: A person who cancels the passcode window can try again with the <card> card
    Given the "<card>" card of "one-role" is in the reader
    And the smartcard client runs on the desktop
    When the person cancels the passcode window
    Then the page is told "PASSCODE_CANCELLED"
    When the person signs in through the local service
    Then the person is signed in at CIS2

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:DESKTOP-09 @req:NHS-17 @needs:hands
  Scenario Outline: The passcode window sees at once that the <card> card is taken out
    Given the "<card>" card of "one-role" is in the reader
    And the smartcard client runs on the desktop
    When the card is taken out while the passcode window is open
    Then the page is told "CARD_REMOVED"
    And the passcode window says "Your smartcard was taken out."
    When the card is inserted again
    And the person signs in through the local service
    Then the person is still signed in at CIS2

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:DESKTOP-05 @req:NHS-14
  Scenario: A host of CIS2 that the network blocks is recognised
    When the desktop is examined where CIS2 is blocked
    Then the finding on CIS2 is a problem that says what to allow

  @id:DESKTOP-06 @req:NHS-13
  Scenario Outline: Older software that has to be removed first is recognised: <program>
    When the desktop is examined where "<program>" is installed
    Then the finding on old software is a problem that names "<program>"

    Examples:
      | program                   |
      | NHS Identity Agent        |
      | NHS Credential Management |

  @id:DESKTOP-08 @req:NHS-17
  Scenario Outline: The person enters the passcode and selects OK with the <card> card
    Given the "<card>" card of "one-role" is in the reader
    And the smartcard client runs on the desktop
    When the person signs in, selecting "OK" in the passcode window
    Then 1 passcode window has come up
    And the person is still signed in at CIS2

    Examples:
      | card    |
      | piv     |
      | series8 |
