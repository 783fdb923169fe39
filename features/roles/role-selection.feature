Feature: Choosing a role
  The system asks CIS2 for the role the person works in. How the person chooses depends on how many roles they hold.

  @id:ROLE-01 @req:CIS2-07
  Scenario Outline: A person without roles is signed in without one
    Given the "<card>" card of "no-role" is in the reader
    When the person signs in
    Then the relying party gets a valid sign-in of "no-role"
    And no role was chosen

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ROLE-02 @req:NHS-18 @req:NHS-20 @req:CIS2-06
  Scenario Outline: The only role of a person is chosen without asking
    Given the "<card>" card of "one-role" is in the reader
    When the person signs in
    Then the person was not asked for a role
    And the selected role is the person's role number 1

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ROLE-03 @req:NHS-19 @req:NHS-21 @req:NHS-22 @req:NHS-23 @req:CIS2-06
  Scenario Outline: A person with <count> roles chooses one of them
    Given the "<card>" card of "<persona>" is in the reader
    When the person signs in and chooses role number <choice>
    Then the person was shown <count> roles
    And the selected role is the person's role number <choice>

    Examples:
      | card    | persona      | count | choice |
      | piv     | two-roles    | 2     | 1      |
      | piv     | two-roles    | 2     | 2      |
      | piv     | five-roles   | 5     | 3      |
      | piv     | five-roles   | 5     | 5      |
      | piv     | six-roles    | 6     | 1      |
      | piv     | six-roles    | 6     | 6      |
      | piv     | twenty-roles | 20    | 20     |
      | series8 | two-roles    | 2     | 1      |
      | series8 | two-roles    | 2     | 2      |
      | series8 | five-roles   | 5     | 3      |
      | series8 | five-roles   | 5     | 5      |
      | series8 | six-roles    | 6     | 1      |
      | series8 | six-roles    | 6     | 6      |
      | series8 | twenty-roles | 20    | 20     |

  @id:ROLE-04 @req:NHS-21 @req:NHS-22
  Scenario Outline: The page for <count> roles <has> a search box
    Given the "<card>" card of "<persona>" is in the reader
    When the person gets as far as the role page
    Then the page lists <count> roles
    And the page <has> a search box

    Examples:
      | card    | persona      | count | has           |
      | piv     | two-roles    | 2     | does not have |
      | piv     | five-roles   | 5     | does not have |
      | piv     | six-roles    | 6     | has           |
      | piv     | twenty-roles | 20    | has           |
      | series8 | two-roles    | 2     | does not have |
      | series8 | five-roles   | 5     | does not have |
      | series8 | six-roles    | 6     | has           |
      | series8 | twenty-roles | 20    | has           |

  @id:ROLE-05 @req:NHS-22 @req:NHS-23
  Scenario Outline: Searching the role page leaves the roles that match
    Given the "<card>" card of "twenty-roles" is in the reader
    When the person gets as far as the role page
    And searches the roles for the organisation of role number 7
    Then the page lists only roles of that organisation

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ROLE-06 @req:NHS-19
  Scenario Outline: A system that does not ask for a role gets none
    Given the "<card>" card of "six-roles" is in the reader
    And the system does not ask for a role
    When the person signs in
    Then the relying party gets a valid sign-in of "six-roles"
    And the person was not asked for a role
    And no role was chosen

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ROLE-07 @req:NHS-23
  Scenario Outline: A role of somebody else cannot be chosen
    Given the "<card>" card of "two-roles" is in the reader
    Then CIS2 lets the person choose no role of "six-roles"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ROLE-08 @req:CIS2-06
  Scenario Outline: A system is told of a role that is <problem>
    Given the "<card>" card of "<persona>" is in the reader
    When the person signs in
    Then the relying party gets a valid sign-in of "<persona>"
    And the selected role is the person's role number 1

    Examples:
      | card    | persona            | problem                                |
      | piv     | wrong-organisation | at an organisation the system excludes |
      | piv     | wrong-workgroup    | in a workgroup the system excludes     |
      | series8 | wrong-organisation | at an organisation the system excludes |
      | series8 | wrong-workgroup    | in a workgroup the system excludes     |
