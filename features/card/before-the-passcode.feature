Feature: What a card shows before the passcode

  @id:PIV-01 @req:NHS-04
  Scenario Outline: The certificate is read without a passcode
    Given the "<card>" card of "one-role" is in the reader
    Then the authentication certificate on the card names "one-role"

    @req:PIV-01
    Examples:
      | card |
      | piv  |

    @req:SERIES8-01
    Examples:
      | card    |
      | series8 |

  @id:PIV-02
  Scenario Outline: The authentication key does not sign before the passcode
    Given the "<card>" card of "one-role" is in the reader
    When the card is asked to sign before the passcode is entered
    Then the card refuses, because the passcode is missing

    @req:PIV-02
    Examples:
      | card |
      | piv  |

    @req:SERIES8-02
    Examples:
      | card    |
      | series8 |
