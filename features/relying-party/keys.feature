@relying-party
Feature: A relying party follows the signing keys of CIS2

  Background:
    Given a correct sign-in leads to a session

  @id:RP-KEYS-01 @req:RP-08
  Scenario: It accepts a new key of CIS2
    When a person signs in to the relying party
    And CIS2 signs with a new key from now on
    And the next person signs in, with an ID token signed by the new key
    Then the next person has a session

  @id:RP-KEYS-02 @req:RP-08
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault       |
      | unknown-key |

  @id:RP-KEYS-03 @req:RP-08
  Scenario: It does not read the key set over and over
    When CIS2 names an unpublished key in five sign-ins, one after the other
    Then it has read the key set at most once

  @id:RP-KEYS-04 @req:RP-08
  Scenario: It accepts a key that was published a moment before the token
    When a person signs in, and CIS2 changes its signing key between the code and the token
    Then a session starts, or the relying party may still be waiting to read the key set

  @id:RP-KEYS-05 @req:RP-08
  Scenario: It does not trust a key that was withdrawn
    Given a person has signed in with a new signing key of CIS2, and CIS2 has withdrawn the old key
    When a person signs in, and CIS2 shows the fault "withdrawn-key"
    Then the relying party starts no session

  @id:RP-KEYS-06 @req:RP-08
  Scenario: It accepts a token without kid if CIS2 publishes only one key for the algorithm
    Given CIS2 publishes one key for an algorithm, and the relying party knows no other
    When a person signs in, and CIS2 shows the fault "missing-kid"
    Then a session still starts

  @id:RP-KEYS-07 @req:RP-08
  Scenario: If CIS2 publishes two keys for an algorithm, a token without kid is tried with both keys or refused
    Given a person has signed in with a new signing key of CIS2, and CIS2 still publishes the old key
    When a person signs in, and CIS2 shows the fault "missing-kid"
    Then the relying party signs the person in, or says that it did not
