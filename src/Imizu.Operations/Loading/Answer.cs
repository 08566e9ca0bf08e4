using System.Net;
using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.Operations.Loading;

/// <summary>What came of one attempt at a call.</summary>
internal abstract record Answer
{
    private Answer() { }

    /// <summary>It is recorded, now or before.</summary>
    public sealed record Accepted(IReadOnlyList<Guid> Entries) : Answer;

    /// <summary>It will never be: a rule or a mistake.</summary>
    public sealed record Refused(int Status, string Detail) : Answer;

    /// <summary>Nobody knows: the same has to be sent again.</summary>
    public sealed record Unsure(string Trouble) : Answer;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var content = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                new Unsure($"{(int)response.StatusCode}"),
            >= HttpStatusCode.BadRequest => new Refused((int)response.StatusCode, ProblemText.Of(content)),
            _ => new Accepted([.. JsonSerializer.Deserialize<Recorded>(content, ContractJson.Options)!.Entries.Select(entry => entry.Id)]),
        };
    }

    private sealed record Recorded(IReadOnlyList<RecordedEntry> Entries);

    private sealed record RecordedEntry(Guid Id);
}
