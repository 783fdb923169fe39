@relying-party
Feature: A relying party ends its sessions

  Background:
    Given a correct sign-in leads to a session

  @id:RP-TIMEOUT-01 @req:RP-20
  Scenario: A session ends after 15 minutes without activity
    Given its clock can be moved
    And a person is signed in to the relying party
    When 15 minutes and a little more pass in which nobody does anything
    Then the session has ended

  @id:RP-TIMEOUT-02 @req:RP-20
  Scenario: A session ends after 12 hours, whatever the person does
    Given its clock can be moved
    And a person is signed in to the relying party
    When 12 hours and a little more pass in which the person opens a page every 14 minutes
    Then the session has ended

  @id:RP-SIGNOUT-01 @req:RP-22
  Scenario: Signing out ends the session at the relying party
    Given this relying party can be signed out of
    And a person is signed in to the relying party
    When the person signs out, and the browser does not go on to CIS2
    Then the relying party shows that nobody is signed in

  @id:RP-SIGNOUT-02 @req:RP-22
  Scenario: After signing out at CIS2 too, the person returns to the system
    Given this relying party can be signed out of
    And a person is signed in to the relying party
    When the person signs out
    Then the browser ends up at the relying party if it went to CIS2

  @id:RP-SIGNOUT-03 @req:RP-22
  Scenario: Signing out of CIS2 says whose session ends
    Given this relying party can be signed out of
    And a person is signed in to the relying party
    When the person signs out
    Then the request to end the session at CIS2 has the ID token as a hint
