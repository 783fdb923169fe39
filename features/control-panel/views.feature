@needs:made-card
Feature: The control panel controls the fake CIS2 and the desktop
  Its pages work without JavaScript. The tester is the person who looks at them.

  @id:PANEL-DESKTOP-01 @req:CIS2-08
  Scenario: A card is put in, locked, replaced and moved to another reader
    Given a control panel is open beside a desktop with the "piv" card of "one-role"
    When the tester opens the page "desktop" of the panel
    And the tester fills in the form and presses "Put the card in":
      | Reader       | Reader 2                                          |
      | Person       | Tomas Tworoles (two-roles)                         |
      | Kind of card | Series 8: an Oberthur card with a PKCS #15 file system |
    And the tester presses "Enter a wrong passcode" at "Reader 2"
    Then the panel shows "Tomas Tworoles" at "Reader 2"
    And the panel shows "2 tries left" at "Reader 2"
    When the tester presses "Lock" at "Reader 2"
    Then the panel shows "Locked" at "Reader 2"
    When the tester presses "Replace by a new one" at "Reader 2"
    And the tester presses "Swap with Reader 1" at "Reader 2"
    Then the panel shows "Tomas Tworoles" at "Reader 1"
    And the panel shows "3 tries left" at "Reader 1"

  @id:PANEL-DESKTOP-02 @req:CIS2-16
  Scenario: Nobody can sign in with a suspended card until it is resumed
    Given a control panel is open beside a desktop with the "piv" card of "one-role"
    When the tester opens the page "desktop" of the panel
    And the tester presses "Suspend" at "Reader 1"
    Then the panel shows "suspended" at "Reader 1"
    When the person tries to sign in, and is refused
    And the tester opens the page "relying-parties" of the panel
    Then the panel shows "CARD_SUSPENDED" at "What CIS2 last refused"
    When the tester opens the page "desktop" of the panel
    And the tester presses "Resume" at "Reader 1"
    Then the panel shows "active" at "Reader 1"
    And the person signs in to the system

  @id:PANEL-PEOPLE-01 @req:NHS-18
  Scenario: A person with six roles is made, changed and signed in without a card
    Given a control panel is open beside a desktop with the "piv" card of "one-role"
    When the tester opens the page "people" of the panel
    And the tester presses "Switch on"
    And the tester fills in the form and presses "Make the person":
      | Number of roles for the new person | 6 |
    And the tester fills in the form and presses "Save":
      | Given name     | Kept       |
      | Family name    |            |
      | E-mail address | no address |
    Then the panel says "Family name must not be empty"
    And the panel says "E-mail address must be an e-mail address"
    When the tester fills in the form and presses "Save":
      | Family name    | Of the panel        |
      | E-mail address | kept@emulated.example |
    Then the panel says "Kept Of the panel"
    When the tester presses "Take away"
    And the tester presses "Sign in next without a card"
    Then a browser that comes to CIS2 without a card is asked for one of 5 roles

  @id:PANEL-RELYING-PARTIES-01 @req:CIS2-02
  Scenario: A system is added, and the panel says why CIS2 refused its request
    Given a control panel is open beside a desktop with the "piv" card of "one-role"
    When the tester opens the page "relying-parties" of the panel
    And the tester presses "Register"
    Then the panel says "The relying party is registered."
    When the system "my-system" asks CIS2 for tokens without a code
    And the tester opens the page "relying-parties" of the panel
    Then the panel shows "unsupported_response_type" at "What CIS2 last refused"
    And the panel shows "unsupported_response_type" at "My system"

  @id:PANEL-FAULTS-01 @req:CIS2-04
  Scenario: A fault is switched on for the next answer
    Given a control panel is open beside a desktop with the "piv" card of "one-role"
    When the tester opens the page "faults" of the panel
    And the tester fills in the form and presses "Switch the fault on":
      | Fault     | wrong-nonce: nonce differs from the nonce in the request |
      | How often | The next answer                                          |
    Then the panel says "wrong-nonce for all relying parties, for the next answer"
    When the person tries to sign in, and is refused
    And the tester opens the page "faults" of the panel
    Then the panel says "None is on."
    And the person signs in to the system

  @id:PANEL-CLOCK-01 @req:NHS-26
  Scenario: The clock is moved to one day before the certificate expires, then past that day, then back
    Given a control panel is open beside a desktop with the "piv" card of "one-role"
    When the tester opens the page "faults" of the panel
    And the tester presses "To one day before the certificate of Olive Onerole ends"
    Then the panel says "The clock was moved."
    When the tester opens the page "desktop" of the panel
    Then the panel shows "1 day left" at "Reader 1"
    When the tester opens the page "faults" of the panel
    And the tester presses "30 days forward"
    And the person tries to sign in, and is refused
    Then the panel says that the check "not after" refused with "CERTIFICATE_EXPIRED"
    When the tester presses "Back to the real time"
    Then the panel says "It is the real time"
    And the person signs in to the system

  @id:PANEL-MESSAGES-01 @req:NHS-27
  Scenario: The security code for a locked card is among the messages
    Given a control panel is open beside a desktop with the "piv" card of "one-role"
    When the tester opens the page "desktop" of the panel
    And the tester presses "Lock" at "Reader 1"
    And the person asks the card services for a security code
    And the tester opens the page "messages" of the panel
    Then the panel shows no security code
    When the tester follows the link "Security code for olive.onerole@emulated.example"
    Then the panel shows the security code that was sent
    When the person unlocks the card with the code that the panel shows
    And the tester opens the page "desktop" of the panel
    Then the panel shows "3 tries left" at "Reader 1"
