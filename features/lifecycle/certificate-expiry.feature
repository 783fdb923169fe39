Feature: Certificates last three years
  The clock of the card and of CIS2 is moved; the system judges tokens by its own.

  @id:EXPIRY-01 @req:NHS-26
  Scenario Outline: A card signs in at the last second of its certificate
    Given the "<card>" card of "one-role" is in the reader
    And the clock is at the certificate's last second
    When the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:EXPIRY-02 @req:NHS-26
  Scenario Outline: A card has expired one second after the end of its certificate
    Given the "<card>" card of "one-role" is in the reader
    And the clock is one second after the certificate's end
    When the person signs in
    Then the sign-in is refused with "CERTIFICATE_EXPIRED"
    When the card is exchanged for the "<card>" card of "expired-certificate"
    And the person signs in
    Then the sign-in is refused with "CERTIFICATE_EXPIRED"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:EXPIRY-04 @req:NHS-26
  Scenario Outline: A card whose certificate is not valid yet is refused
    Given the "<card>" card of "future-certificate" is in the reader
    When the person signs in
    Then the sign-in is refused with "CERTIFICATE_NOT_YET_VALID"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:EXPIRY-06 @req:CIS2-10
  Scenario Outline: The notice begins 90 days before the certificate expires: <moment>
    Given the "<card>" card of "one-role" is in the reader
    And the clock is <moment> the certificate expires
    When the person signs in
    Then the system gets a valid sign-in of "one-role"
    And the person <is told> that the certificate is about to expire

    Examples:
      | card    | moment                      | is told     |
      | piv     | 90 days and 1 second before | is not told |
      | piv     | 90 days before              | is told     |
      | series8 | 90 days and 1 second before | is not told |
      | series8 | 90 days before              | is told     |

  @id:EXPIRY-07 @req:NHS-26
  Scenario Outline: The certificate on a card lasts three years
    Given the "<card>" card of "one-role" is in the reader
    Then the authentication certificate on the card names "one-role"
    And the certificate on the card lasts three years

    Examples:
      | card    |
      | piv     |
      | series8 |
