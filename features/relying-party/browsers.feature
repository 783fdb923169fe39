@relying-party
Feature: A relying party binds a sign-in to one browser and to one use

  Background:
    Given a correct sign-in leads to a session

  @id:RP-BROWSER-01 @req:RP-03
  Scenario: A response of CIS2 does not work in a browser that began no sign-in
    When a person signs in at CIS2, and the browser does not go back yet
    And another browser brings that answer to the relying party
    Then the other browser has no session

  @id:RP-BROWSER-02 @req:RP-03
  Scenario: A response of CIS2 does not work in a browser that began another sign-in
    When a person signs in at CIS2, and the browser does not go back yet
    And another browser that began to sign in, too, brings that answer to the relying party
    Then the other browser has no session

  @id:RP-BROWSER-03 @req:RP-02
  Scenario: A response of CIS2 works only once
    When a person signs in to the relying party
    And the browser brings the same answer to the relying party again
    Then the relying party does not send the code to CIS2 a second time

  @id:RP-BROWSER-04 @req:RP-20
  Scenario: A session is new, and not one from before the sign-in
    When a person signs in at CIS2, and the browser does not go back yet
    And the browser brings the answer to the relying party, where the person is then signed in
    Then the earlier cookies give nobody a session

  @id:RP-BROWSER-05 @req:RP-20
  Scenario: A person does not get the session of the person before
    Given it shows who is signed in
    When another person signs in in the same browser
    Then the earlier cookies show nothing of the other person
