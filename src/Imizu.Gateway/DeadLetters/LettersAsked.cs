namespace Imizu.Gateway.DeadLetters;

/// <summary>Which letters to list.</summary>
/// <param name="Sender">Of this sender.</param>
/// <param name="State">In this state.</param>
/// <param name="Door">That came in by this door.</param>
/// <param name="Field">With this field wrong.</param>
/// <param name="Page">From 1.</param>
/// <param name="Limit">How many are on a page.</param>
internal sealed record LettersAsked(string? Sender, string? State, string? Door, string? Field, int Page, int Limit);
