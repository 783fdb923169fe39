@relying-party
Feature: A relying party follows the signing keys of CIS2

  Background:
    Given a correct sign-in leads to a session

  @id:RP-KEYS-01 @req:RP-08
  Scenario: It takes the new key when CIS2 begins to sign with one
    When a person signs in to the relying party
    And CIS2 signs with a new key from now on
    Then the next sign-in still leads to a session

  @id:RP-KEYS-02 @req:RP-08
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault       |
      | unknown-key |

  @id:RP-KEYS-03 @req:RP-08
  Scenario: It does not read the key set over and over
    When CIS2 names a key that is not published in five sign-ins in a row
    Then it has read the key set at most once
