using System.Net;
using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.Operations.Loading;

/// <summary>The outcome of one attempt at a call.</summary>
internal abstract record CallOutcome
{
    private CallOutcome() { }

    /// <summary>The call is recorded, now or by an earlier attempt.</summary>
    public sealed record Accepted(IReadOnlyList<Guid> Entries) : CallOutcome;

    /// <summary>The call was refused permanently.</summary>
    public sealed record Refused(int Status, string Detail) : CallOutcome;

    /// <summary>The outcome is unknown; the call has to be retried.</summary>
    public sealed record Unsure(string Trouble) : CallOutcome;

    public static async Task<CallOutcome> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
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
