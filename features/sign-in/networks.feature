Feature: Signing in over the internet and over the HSCN
  The same card signs in over both networks. A system that is only on the HSCN stays out of reach of the internet.

  @id:NETWORK-01 @req:NHS-01 @req:NHS-03 @req:NHS-18
  Scenario Outline: A person signs in over the internet
    Given the "<card>" card of "one-role" is in the reader
    And the computer is on the internet
    When the person signs in
    Then the system gets a valid sign-in of "one-role"
    And the sign-in was made through the "internet" issuer

    @req:NHS-06
    Examples:
      | card |
      | piv  |

    @req:NHS-05
    Examples:
      | card    |
      | series8 |

  @id:NETWORK-02 @req:NHS-01 @req:NHS-08
  Scenario Outline: A person signs in over the HSCN
    Given the "<card>" card of "one-role" is in the reader
    And the computer is on the HSCN
    When the person signs in
    Then the system gets a valid sign-in of "one-role"
    And the sign-in was made through the "hscn" issuer

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:NETWORK-03 @req:NHS-11
  Scenario Outline: A system that is only on the HSCN is refused over the internet
    Given the system is only on the HSCN
    And the "<card>" card of "one-role" is in the reader
    And the computer is on the internet
    When the person signs in
    Then the sign-in is refused with "NETWORK_NOT_ALLOWED"
    And the passcode was not asked for

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:NETWORK-04 @req:NHS-11
  Scenario Outline: A person signs in over the HSCN to a system that is only on the HSCN
    Given the system is only on the HSCN
    And the "<card>" card of "one-role" is in the reader
    And the computer is on the HSCN
    When the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    |
      | piv     |
      | series8 |
