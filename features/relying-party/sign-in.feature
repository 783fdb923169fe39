@relying-party
Feature: A person signs in to a relying party

  @id:RP-SIGNIN-01 @req:RP-02 @req:NHS-15
  Scenario: A sign-in in which nothing is wrong leads to a session
    When a person signs in to the relying party
    Then the relying party shows that the person is signed in

  @id:RP-AUTHENTICATION-04 @req:RP-11
  Scenario: A person at AAL2 is signed in if the system also accepts AAL2
    Given a correct sign-in leads to a session
    And it asks for AAL2 as well
    When a person signs in at AAL2, without a card
    Then the relying party signs the person in at AAL2

  @id:RP-AUTHENTICATION-05 @req:RP-11
  Scenario: A person at AAL2 steps up with the card if AAL3 is needed
    Given this relying party steps people up
    And a correct sign-in leads to a session
    And it asks for AAL2 as well
    When a person signs in at AAL2, without a card
    And the person opens the part that needs AAL3, with a card in the reader
    Then the relying party has asked for AAL3, and the card has taken part

  @id:RP-CARD-01 @req:RP-23
  Scenario: A person whose certificate has expired is not signed in
    Given a correct sign-in leads to a session
    When a person whose certificate has expired tries to sign in
    Then nobody is signed in to the relying party

  @id:RP-REMOVAL-01 @req:RP-24
  Scenario: Removing the card does not end the session
    Given a person is signed in to the relying party
    When the person takes the card out of the reader
    Then CIS2 tells the relying party nothing about this
    And the session stays
