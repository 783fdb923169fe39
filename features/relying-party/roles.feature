@relying-party
Feature: A relying party handles people with no role, one role or many roles

  Background:
    Given a correct sign-in leads to a session

  @id:RP-ROLES-02 @req:RP-14
  Scenario: A person without roles gets a page that explains it
    When "no-role" signs in to the relying party
    Then the relying party signs the person in, or says that it did not

  @id:RP-ROLES-03 @req:RP-15
  Scenario Outline: A person acts in the role they have selected
    Given this relying party lets CIS2 ask for a role
    When "<persona>" signs in to the relying party in their <role> role
    Then the relying party shows that the person is signed in

    Examples:
      | persona   | role   |
      | one-role  | first  |
      | two-roles | second |
      | six-roles | last   |

  @id:RP-ROLES-04 @req:RP-15
  Scenario: A person selects the role on the page of CIS2
    Given this relying party lets CIS2 ask for a role
    When "two-roles" signs in and chooses their second role on the page of CIS2
    Then the relying party shows that the person is signed in

  @id:RP-ROLES-05 @req:RP-15
  Scenario: It shows the selected role, whichever role this is
    Given this relying party lets CIS2 ask for a role
    And this relying party shows the role
    When "two-roles" signs in to the relying party in their second role
    Then the relying party shows the second role of "two-roles"
    When "two-roles" signs in to the relying party in their first role in another browser
    Then the relying party shows the first role of "two-roles"

  @id:RP-ROLES-06 @req:RP-15
  Scenario: After a change of role it shows the new one
    Given this relying party lets CIS2 ask for a role
    And this relying party shows the role
    And this relying party lets a person change the role
    When "two-roles" signs in to the relying party in their first role
    Then the relying party shows the first role of "two-roles"
    When "two-roles" changes to their second role
    Then the relying party shows the second role of "two-roles"

  @id:RP-ROLES-07 @req:RP-15
  Scenario: A person with two roles has neither of them if the ID token names no role
    Given this relying party lets CIS2 ask for a role
    And this relying party shows the role
    When "two-roles" signs in, and CIS2 shows the fault "missing-selected-role"
    Then the relying party shows none of the roles of "two-roles"

  @id:RP-ROLES-08 @req:RP-14
  Scenario Outline: A person whose userinfo has <fault> gets a page that explains it
    Given it asks for userinfo
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party signs the person in, or says that it did not

    Examples:
      | fault                    |
      | userinfo-missing-roles   |
      | userinfo-roles-malformed |
