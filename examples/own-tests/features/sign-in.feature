Feature: Signing in with a smartcard

  Scenario: Somebody with two roles signs in with one of them
    Given the person "two-roles" puts a "piv" card into the reader
    When the person opens the system and enters the passcode
    And the person chooses the role "Nurse Access Role"
    Then the system shows who they are

  Scenario: Somebody who has left cannot sign in
    Given the person "leaver" puts a "series8" card into the reader
    When the person opens the system and enters the passcode
    Then CIS2 says "Your CIS2 profile is closed"
