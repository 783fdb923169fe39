Feature: Changing the passcode
  The person knows the old passcode. A new one has 6 to 8 digits and is entered twice.

  @id:CHANGE-01 @req:NHS-28 @needs:card-to-change
  Scenario Outline: A person changes their passcode, and uses the new one
    Given the "<card>" card of "one-role" is in the reader
    When the person changes the passcode to "<new>"
    Then the card service succeeds
    When the person signs in with the passcode "<new>"
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    | new      |
      | piv     | 246802   |
      | piv     | 13571357 |
      | series8 | 246802   |
      | series8 | 13571357 |

  @id:CHANGE-02 @req:NHS-28 @needs:every-try
  Scenario Outline: The old passcode is needed
    Given the "<card>" card of "one-role" is in the reader
    When a person who does not know the passcode changes it to "246802"
    Then the card service is refused with "PASSCODE_REFUSED"
    And the card has 2 tries left
    When the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:CHANGE-03 @req:LIFE-01
  Scenario Outline: A passcode that is not 6 to 8 digits cannot be set: <new>
    Given the "<card>" card of "one-role" is in the reader
    When the person changes the passcode to "<new>"
    Then the card service is refused with "PASSCODE_FORMAT"
    When the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    | new       |
      | piv     | 12345     |
      | piv     | 123456789 |
      | piv     | abc123    |
      | series8 | 12345     |
      | series8 | 123456789 |
      | series8 | abc123    |

  @id:CHANGE-04 @req:LIFE-01
  Scenario Outline: Both entries of the new passcode must be the same
    Given the "<card>" card of "one-role" is in the reader
    When the person changes the passcode to "246802" but repeats "246803"
    Then the card service is refused with "PASSCODE_MISMATCH"
    When the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:CHANGE-05 @req:LIFE-01 @needs:card-to-change
  Scenario: An old passcode with letters works until the person changes it to digits
    PIV cards hold digits only (NIST SP 800-73), so this is about series 8.
    Given the "series8" card of "one-role" with the old passcode "abcd1" is in the reader
    When the person signs in with the passcode "abcd1"
    Then the system gets a valid sign-in of "one-role"
    When the person changes the passcode from "abcd1" to "246802"
    Then the card service succeeds
    When the person signs in with the passcode "246802"
    Then the system gets a valid sign-in of "one-role"

  @id:CHANGE-06 @req:NHS-28 @needs:card-to-change
  Scenario Outline: A locked card has to be unlocked before its passcode can be changed
    Given the "<card>" card of "locked-card" is in the reader
    When the person changes the passcode to "246802"
    Then the card service is refused with "PASSCODE_LOCKED"

    Examples:
      | card    |
      | piv     |
      | series8 |
