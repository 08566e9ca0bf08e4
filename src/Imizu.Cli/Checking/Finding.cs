namespace Imizu.Cli.Checking;

/// <summary>How much a finding weighs.</summary>
internal enum Weight
{
    /// <summary>As it should be.</summary>
    Well,

    /// <summary>Somebody should think about it.</summary>
    Consider,

    /// <summary>To be mended before anybody's data is in it.</summary>
    Wrong,
}

/// <summary>What a check of an installation has found.</summary>
/// <param name="Weight">How much it weighs.</param>
/// <param name="Of">Of what.</param>
/// <param name="What">What was seen.</param>
/// <param name="Do">What to do about it; null where there is nothing to do.</param>
internal sealed record Finding(Weight Weight, string Of, string What, string? Do = null)
{
    public static Finding Well(string of, string what) => new(Weight.Well, of, what);

    public static Finding Consider(string of, string what, string @do) => new(Weight.Consider, of, what, @do);

    public static Finding Wrong(string of, string what, string @do) => new(Weight.Wrong, of, what, @do);

    /// <summary>What was found, or where that is nothing, that all is well.</summary>
    public static IEnumerable<Finding> OrWell(IReadOnlyCollection<Finding> found, string of, string what) => found.Count > 0 ? found : [Well(of, what)];

    /// <summary>What is wrong with a clock beside that of this machine; by it sessions and tokens end, and entries get their moments.</summary>
    public static Finding OfClock(string of, DateTimeOffset theirs, DateTimeOffset asked, DateTimeOffset answered)
    {
        // Tokens are believed 30 seconds beyond their time.
        const double Most = 10;
        var apart = theirs < asked ? asked - theirs : theirs > answered ? theirs - answered : TimeSpan.Zero;
        return apart.TotalSeconds <= Most ? Well(of, "its clock goes with this machine's")
            : Wrong(of, $"its clock is {apart.TotalSeconds:0} s {(theirs < asked ? "behind" : "ahead of")} this machine's", "Let all machines keep the time of one source (NTP, chrony).");
    }
}
