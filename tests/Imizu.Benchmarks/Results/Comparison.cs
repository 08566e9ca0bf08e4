using System.Text.Json.Serialization;

namespace Imizu.Benchmarks.Results;

/// <summary>What a bar stands for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
internal enum Role
{
    /// <summary>What is measured.</summary>
    [JsonStringEnumMemberName("ours")] Ours,

    /// <summary>The same task done by other means.</summary>
    [JsonStringEnumMemberName("peer")] Peer,

    /// <summary>The least that the task needs: what no software on these servers can do without.</summary>
    [JsonStringEnumMemberName("floor")] Floor,
}

/// <summary>One measured value.</summary>
/// <param name="Role">Whose it is.</param>
/// <param name="What">What was done, in words.</param>
/// <param name="Value">In the comparison's unit.</param>
internal sealed record Bar(Role Role, string What, double Value);

/// <summary>Something measured beside its peer or floor, in one run on one machine: what says something are the ratios.</summary>
/// <param name="Benchmark">The benchmark's name.</param>
/// <param name="Subject">What was measured, and how much of it.</param>
/// <param name="Unit">Of the values, such as s, ms or events/s.</param>
/// <param name="Ours">What is measured.</param>
/// <param name="Beside">Its peers and floors.</param>
internal sealed record Comparison(string Benchmark, string Subject, string Unit, Bar Ours, params IReadOnlyList<Bar> Beside)
{
    /// <summary>What was aimed at, in words; null where nothing was.</summary>
    public string? Aim { get; init; }

    /// <summary>Whether that is reached; null where nothing was aimed at.</summary>
    public bool? IsReached { get; init; }

    /// <summary>What else was seen, by its name.</summary>
    public IReadOnlyDictionary<string, double> Also { get; init; } = new Dictionary<string, double>();

    [JsonIgnore]
    public IEnumerable<Bar> Bars => Beside.Prepend(Ours);

    /// <summary>How many times another's value ours is.</summary>
    public double Times(Bar other) => Ours.Value / other.Value;
}
