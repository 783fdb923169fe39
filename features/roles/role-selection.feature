Feature: Choosing a role
  The system asks CIS2 for the role the person works in. How the person chooses depends on how many roles they hold.

  @id:ROLE-01 @req:CIS2-07
  Scenario Outline: A person without roles is signed in without one
    Given the "<card>" card of "no-role" is in the reader
    When the person signs in
    Then the system gets a valid sign-in of "no-role"
    And no role was chosen

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ROLE-02 @req:NHS-18 @req:NHS-20 @req:CIS2-06
  Scenario Outline: If a person has only one role, the role is selected without a question
    Given the "<card>" card of "one-role" is in the reader
    When the person signs in
    Then the person was not asked for a role
    And the system gets the person's first role

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ROLE-03 @req:NHS-19 @req:NHS-21 @req:NHS-22 @req:NHS-23 @req:CIS2-06
  Scenario Outline: A person with <count> roles chooses one of them
    Given the "<card>" card of "<persona>" is in the reader
    When the person signs in and chooses the <choice> role
    Then the person was shown <count> roles
    And the system gets the person's <choice> role

    Examples:
      | card    | persona      | count | choice |
      | piv     | two-roles    | 2     | first  |
      | piv     | two-roles    | 2     | last   |
      | piv     | five-roles   | 5     | third  |
      | piv     | five-roles   | 5     | last   |
      | piv     | six-roles    | 6     | first  |
      | piv     | six-roles    | 6     | last   |
      | piv     | twenty-roles | 20    | last   |
      | series8 | two-roles    | 2     | first  |
      | series8 | two-roles    | 2     | last   |
      | series8 | five-roles   | 5     | third  |
      | series8 | five-roles   | 5     | last   |
      | series8 | six-roles    | 6     | first  |
      | series8 | six-roles    | 6     | last   |
      | series8 | twenty-roles | 20    | last   |

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
  Scenario Outline: A search of the role page by <what> shows the roles that match
    Given the "<card>" card of "twenty-roles" is in the reader
    When the person gets as far as the role page
    And searches the roles for "<text>"
    Then the page lists only roles that match by <what>

    Examples:
      | card    | what                  | text                       |
      | piv     | the organisation code | ZZ103                      |
      | piv     | the organisation name | Emulated Riverside         |
      | piv     | the role name         | Medical Secretary          |
      | series8 | the organisation code | ZZ103                      |
      | series8 | the organisation name | Emulated Riverside         |
      | series8 | the role name         | Medical Secretary          |

  @id:ROLE-09 @req:NHS-22 @req:NHS-23
  Scenario Outline: A person chooses a role after a search
    Given the "<card>" card of "twenty-roles" is in the reader
    When the person gets as far as the role page
    And searches the roles for "Emulated Riverside"
    And selects the first role that the page lists
    Then the system gets the role that the person selected

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ROLE-10 @req:NHS-20 @req:NHS-18
  Scenario Outline: A person with one role sees no page between the passcode and the system
    Given the "<card>" card of "one-role" is in the reader
    When the person signs in on the pages of CIS2
    Then the person has come back to the system

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ROLE-06 @req:NHS-19
  Scenario Outline: A system that does not ask for a role gets none
    Given the "<card>" card of "six-roles" is in the reader
    And the system does not ask for a role
    When the person signs in
    Then the system gets a valid sign-in of "six-roles"
    And the person was not asked for a role
    And no role was chosen

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ROLE-07 @req:NHS-23
  Scenario Outline: A role of another person cannot be chosen
    Given the "<card>" card of "two-roles" is in the reader
    When the person tries to choose a role of "six-roles"
    Then the choice is refused with "ROLE_NOT_HELD"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ROLE-08 @req:CIS2-06
  Scenario Outline: A role is passed on even if it is <problem>
    Given the "<card>" card of "<persona>" is in the reader
    When the person signs in
    Then the system gets a valid sign-in of "<persona>"
    And the system gets the person's first role

    Examples:
      | card    | persona            | problem                                |
      | piv     | wrong-organisation | at an organisation the system excludes |
      | piv     | wrong-workgroup    | in a workgroup the system excludes     |
      | series8 | wrong-organisation | at an organisation the system excludes |
      | series8 | wrong-workgroup    | in a workgroup the system excludes     |
