@relying-party
Feature: A relying party checks what comes back from CIS2
  Each is the correct sign-in with one thing wrong in it. What counts is what the relying party then does not do.

  Background:
    Given a correct sign-in leads to a session

  @id:RP-FLOW-02 @req:RP-02
  Scenario Outline: A browser that brings <fault> gets no session
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault                  |
      | tokens-instead-of-code |

  @id:RP-STATE-01 @req:RP-03
  Scenario Outline: A browser that comes back with <fault> gets no session
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault         |
      | wrong-state   |
      | missing-state |

  @id:RP-NONCE-01 @req:RP-04
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault         |
      | wrong-nonce   |
      | missing-nonce |

  @id:RP-ISSUER-01 @req:RP-05
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault        |
      | wrong-issuer |

  @id:RP-AUDIENCE-01 @req:RP-06
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault          |
      | wrong-audience |
      | extra-audience |

  @id:RP-EXPIRY-01 @req:RP-07
  Scenario Outline: An ID token that has <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault   |
      | expired |

  @id:RP-SIGNATURE-01 @req:RP-09
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault             |
      | algorithm-none    |
      | bad-signature     |
      | foreign-signature |

  @id:RP-FRESHNESS-01 @req:RP-10
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault                       |
      | stale-authentication        |
      | missing-authentication-time |

  @id:RP-AUTHENTICATION-01 @req:RP-11
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault                        |
      | low-authentication-assurance |

  @id:RP-IDENTITY-01 @req:RP-12
  Scenario Outline: An ID token with <fault> is refused
    Given this relying party needs an assured identity
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault                      |
      | low-identity-assurance     |
      | missing-identity-assurance |

  @id:RP-SUBJECT-01 @req:RP-13
  Scenario Outline: An answer with <fault> is refused
    Given it asks for userinfo
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault                  |
      | userinfo-wrong-subject |

  @id:RP-ROLES-01 @req:RP-15
  Scenario Outline: An ID token with <fault> is refused
    Given this relying party uses roles
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault                 |
      | unknown-selected-role |
      | empty-selected-role   |
