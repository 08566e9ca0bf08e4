namespace Imizu.Testing;

/// <summary>The days that tests of rules happen on.</summary>
public static class Days
{
    /// <summary>The day of asking in every test of a decider.</summary>
    public static readonly DateOnly Today = new(2024, 6, 30);

    public static readonly DateOnly Tomorrow = Today.AddDays(1);
}
