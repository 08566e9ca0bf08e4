namespace Imizu.Benchmarks.Results;

/// <summary>Numbers as they are read: three digits say all that is sure.</summary>
internal static class Numbers
{
    public static string Short(this double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("#,0"),
        >= 10 => value.ToString("0.0"),
        _ => value.ToString("0.00"),
    };
}
