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
      | fault |
      | tokens-instead-of-code |
      | missing-code |

  @id:RP-STATE-01 @req:RP-03
  Scenario Outline: A browser that comes back with <fault> gets no session
    Given it sends a state
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | wrong-state |
      | missing-state |

  @id:RP-NONCE-01 @req:RP-04
  Scenario Outline: An ID token with <fault> is refused
    Given it sends a nonce
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | wrong-nonce |
      | nonce-other-case |
      | missing-nonce |

  @id:RP-ISSUER-01 @req:RP-05
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | wrong-issuer |
      | issuer-other-case |
      | issuer-trailing-slash |
      | issuer-longer |
      | issuer-inside |
      | missing-issuer |

  @id:RP-ISSUER-02 @req:RP-05
  Scenario Outline: An answer with <fault> is not used
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | wrong-response-issuer |
      | missing-response-issuer |

  @id:RP-AUDIENCE-01 @req:RP-06
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | wrong-audience |
      | audience-longer |
      | missing-audience |
      | extra-audience |
      | wrong-authorized-party |

  @id:RP-EXPIRY-01 @req:RP-07
  Scenario Outline: An ID token that has <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | expired |
      | missing-expiry |
      | missing-issued-at |
      | not-yet-valid |
      | issued-in-the-future |

  @id:RP-SIGNATURE-01 @req:RP-09
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | algorithm-none |
      | algorithm-none-without-kid |
      | bad-signature |
      | foreign-signature |
      | foreign-signature-without-kid |

  @id:RP-SIGNATURE-02 @req:RP-09
  Scenario Outline: An ID token signed with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | other-algorithm |
      | hmac-with-public-pem |
      | hmac-with-public-pem-trimmed |
      | hmac-with-public-pkcs1-pem |
      | hmac-with-public-der |
      | hmac-with-public-modulus |

  @id:RP-SIGNATURE-03 @req:RP-09
  Scenario Outline: An ID token signed with <fault> is refused
    Given this relying party authenticates with a secret
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | hmac-with-client-secret |

  @id:RP-SIGNATURE-04 @req:RP-09
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | key-in-header-jwk |
      | key-in-header-jku |
      | key-in-header-x5c |

  @id:RP-TOKEN-01 @req:RP-09
  Scenario Outline: A token answer with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | malformed |
      | missing-id-token |
      | missing-subject |

  @id:RP-TOKEN-02 @req:RP-09
  Scenario: An access token of an unknown type is not used
    Given it asks for userinfo
    When a person signs in, and CIS2 shows the fault "wrong-token-type"
    Then it has not asked for userinfo with that token

  @id:RP-FRESHNESS-01 @req:RP-10
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | stale-authentication |
      | missing-authentication-time |

  @id:RP-FRESHNESS-02 @req:RP-10
  Scenario Outline: An ID token with <fault> is refused
    Given it sends a max_age of at most fifteen minutes
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | old-authentication |

  @id:RP-AUTHENTICATION-01 @req:RP-11
  Scenario Outline: An ID token with <fault> is refused
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | low-authentication-assurance |
      | missing-authentication-assurance |

  @id:RP-AUTHENTICATION-03 @req:RP-11
  Scenario Outline: An ID token with <fault> is refused if the system asked for AAL3
    Given it asks for AAL3
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | lower-authentication-assurance |

  @id:RP-IDENTITY-01 @req:RP-12
  Scenario Outline: An ID token with <fault> is refused
    Given this relying party needs an assured identity
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | low-identity-assurance |
      | missing-identity-assurance |

  @id:RP-IDENTITY-02 @req:RP-12
  Scenario: Levels of assurance may be strings or integers
    When a person signs in, and CIS2 shows the fault "assurance-type-flipped"
    Then a session still starts

  @id:RP-SUBJECT-01 @req:RP-13
  Scenario: It does not use userinfo of another person
    Given it asks for userinfo
    When a person signs in, and CIS2 shows the fault "userinfo-of-another"
    Then the relying party uses nothing of the other person's

  @id:RP-SUBJECT-02 @req:RP-13
  Scenario: It does not use userinfo without a sub
    Given it asks for userinfo
    When a person signs in, and CIS2 shows the fault "userinfo-missing-subject"
    Then the relying party uses nothing of that userinfo

  @id:RP-SUBJECT-03 @req:RP-13
  Scenario: The next person in the same browser sees nothing of the person before
    Given it shows who is signed in
    When another person signs in in the same browser
    Then the relying party shows the other person, and nothing of the person before

  @id:RP-ROLES-01 @req:RP-15
  Scenario Outline: An ID token with <fault> is refused
    Given this relying party uses roles
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party starts no session

    Examples:
      | fault |
      | unknown-selected-role |
      | empty-selected-role |
