@relying-party
Feature: A relying party tells the person if the sign-in did not work

  Background:
    Given a correct sign-in leads to a session

  @id:RP-ERRORS-01 @req:RP-23
  Scenario Outline: If CIS2 answers with <fault>, the person sees a readable page of the system
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party says so on a page a person can read
    And the relying party starts no session

    Examples:
      | fault          |
      | client-refused |
      | code-refused |
      | access-denied |
      | login-required |
      | server-error |
      | temporarily-unavailable |
      | internal-error |
      | unavailable |
      | not-json |
      | dropped-connection |

  @id:RP-ERRORS-02 @req:RP-23
  Scenario: The person is told after cancelling the sign-in
    When a person goes to CIS2 and cancels the sign-in
    Then the relying party says so on a page a person can read
    And nobody is signed in to the relying party

  @id:RP-ERRORS-03 @req:RP-23
  Scenario Outline: The person is told if CIS2 gives no userinfo because of <fault>
    Given it asks for userinfo
    When a person signs in, and CIS2 shows the fault "<fault>" at userinfo
    Then the relying party signs the person in, or says that it did not

    Examples:
      | fault                |
      | userinfo-refused     |
      | internal-error       |
      | unavailable          |
      | not-json             |
      | dropped-connection   |
      | missing-access-token |
