Feature: What series 8 cards can be
  Nothing public says how a real one is made, so the client accepts cards of several kinds.

  @id:SERIES8-01 @req:SERIES8-03 @req:NHS-05
  Scenario Outline: A card that <differs> signs in
    Given the "<card>" card of "one-role" is in the reader
    When the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card              | differs                                          |
      | series8-drops-pin | forgets the passcode when a file is selected     |
      | series8-awp       | has another answer to reset and its own protocol |
