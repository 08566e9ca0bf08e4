namespace Imizu.EventStreams;

/// <summary>Validates a number of participants (延べ人数).</summary>
public static class Headcount
{
    /// <summary>More than the city has residents: a slip of the hand.</summary>
    private const int Most = 100_000;

    /// <summary>Validates a number; null where it is valid.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="count">How many.</param>
    public static Refusal? Check(string field, int count) =>
        count is < 0 or > Most ? new Refusal(field, $"人数を 0 から {Most} までにしてください。") : null;
}
