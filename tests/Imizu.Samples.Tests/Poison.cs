using System.Text;
using System.Text.Json.Nodes;

namespace Imizu.Samples.Tests;

/// <summary>A message that nobody should have published.</summary>
/// <param name="What">What is wrong with it.</param>
/// <param name="Body">Its bytes; wherever there is room, <see cref="Secret"/> is in them.</param>
/// <param name="ContentType">What it says that it is.</param>
internal sealed record Poison(string What, byte[] Body, string? ContentType = "application/json")
{
    /// <summary>What must not be found in any log.</summary>
    public const string Secret = "SECRET-7f3a";

    /// <summary>Whether nobody can make an envelope of it; the others are read, and belong to no place among the events.</summary>
    public bool IsUnreadable { get; private init; }

    private const string Known = "jp.imizu.outreach.target-identified.v1";

    private static readonly Encoding ShiftJis = CodePagesEncodingProvider.Instance.GetEncoding("shift_jis")!;

    public static IReadOnlyList<Poison> All { get; } =
    [
        new("not JSON", Encoding.UTF8.GetBytes($"{Secret}, once upon a time")) { IsUnreadable = true },
        new("JSON that breaks off", Encoding.UTF8.GetBytes(Envelope()[..^20])) { IsUnreadable = true },
        new("JSON, and no envelope", Encoding.UTF8.GetBytes($$"""[{"id":"{{Secret}}"},7,null]""")) { IsUnreadable = true },
        new("an id that is none", Encoding.UTF8.GetBytes(Envelope(e => e["id"] = Secret))) { IsUnreadable = true },
        new("a position that is none", Encoding.UTF8.GetBytes(Envelope(e => e["position"] = Secret))) { IsUnreadable = true },
        new("nested without end", Encoding.UTF8.GetBytes($"{new string('[', 100_000)}\"{Secret}\"")) { IsUnreadable = true },
        new("UTF-16", Encoding.Unicode.GetBytes(Envelope())) { IsUnreadable = true },
        new("Shift_JIS", ShiftJis.GetBytes(Envelope(e => e["data"]!["text"] = $"家計の相談 {Secret}"))) { IsUnreadable = true },
        new("5 MB of nothing", new byte[5_000_000]) { IsUnreadable = true },
        new("5 MB in an envelope", Encoding.UTF8.GetBytes(Envelope(e => e["data"]!["text"] = new string('あ', 1_700_000)))),
        new("empty", []) { IsUnreadable = true },
        new("empty, and no content type", [], ContentType: null),
        new("a type from the future", Encoding.UTF8.GetBytes(Envelope(e => e["type"] = $"jp.imizu.outreach.{Secret}.v9"))),
        new("a known type, another shape", Encoding.UTF8.GetBytes(Envelope(e => e["data"] = new JsonArray(Secret, 7)))),
        new("half a surrogate", Encoding.UTF8.GetBytes(Envelope().Replace(Secret, $"{Secret}\\ud83d", StringComparison.Ordinal))),
        new("a source that is none of ours", Encoding.UTF8.GetBytes(Envelope(e => e["source"] = $"urn:{Secret}:nobody"))),
        new("a source that is no text", Encoding.UTF8.GetBytes(Envelope(e => e["source"] = new JsonObject { [Secret] = 1 }))) { IsUnreadable = true },
        new("said to be XML", Encoding.UTF8.GetBytes(Envelope()), "application/xml"),
        new("said to be another's envelope", Encoding.UTF8.GetBytes(Envelope()), "application/vnd.masstransit+json"),
        new("said to be Shift_JIS", Encoding.UTF8.GetBytes(Envelope()), "application/json; charset=shift_jis"),
        new("said to be nonsense", Encoding.UTF8.GetBytes(Envelope()), "\";;=/"),
    ];

    /// <summary>An envelope of an event that its source never recorded, in the place of its next one.</summary>
    public static byte[] Next(string source, long head) => Encoding.UTF8.GetBytes(Envelope(e =>
        (e["source"], e["position"], e["previousposition"]) = (source, $"{head + 1}", $"{head}")));

    /// <summary>An envelope of an event that its source never recorded: far ahead, so that it never is the next one.</summary>
    private static string Envelope(Action<JsonObject>? spoil = null)
    {
        var envelope = new JsonObject
        {
            ["specversion"] = "1.0", ["id"] = "01a20c5e-c446-7c62-bca0-3e4a30a4a04d", ["source"] = "urn:imizu:outreach", ["type"] = Known,
            ["subject"] = $"target/{Secret}", ["time"] = "2024-05-01T03:04:26.952922+00:00", ["datacontenttype"] = "application/json",
            ["position"] = "4000000000", ["previousposition"] = "3999999999", ["streamversion"] = 1, ["actor"] = "staff-01",
            ["data"] = new JsonObject { ["on"] = "2024-05-01", ["source"] = "neighbourhood", ["text"] = Secret },
        };
        spoil?.Invoke(envelope);
        return envelope.ToJsonString();
    }
}
