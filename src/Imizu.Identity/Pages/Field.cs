namespace Imizu.Identity.Pages;

/// <summary>A field of a form, with its label, its hint and what is wrong with it.</summary>
/// <param name="Name">Its name in the form.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Autocomplete">What a browser or a password manager fills in.</param>
/// <param name="Type">The input's type.</param>
/// <param name="Hint">What is to be typed.</param>
/// <param name="Value">What is in it.</param>
/// <param name="InputMode">Which keyboard a telephone shows.</param>
/// <param name="Longest">How many characters it takes.</param>
internal sealed record Field(string Name, string Label, string Autocomplete, string Type = "text", string? Hint = null, string? Value = null, string? InputMode = null, int Longest = 128)
{
    /// <summary>A password; it is never sent back.</summary>
    public static Field Password(string name, string label, string autocomplete, string? hint = null) => new(name, label, autocomplete, "password", hint);
}
