using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;

namespace Imizu.Benchmarks;

/// <summary>A desk that records over HTTP, as staff do.</summary>
/// <param name="http">A client of the consultation service.</param>
internal sealed class CaseDesk(HttpClient http)
{
    /// <summary>Opens so many cases; their ids.</summary>
    public async Task<IReadOnlyList<Guid>> Open(int count, DateOnly on, CancellationToken cancellationToken)
    {
        var cases = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var id in cases)
        {
            await Post($"/cases/{id}/receipt", new { on, route = nameof(ReferralRoute.Family) }, cancellationToken);
        }
        return cases;
    }

    /// <summary>Records the n-th contact on a case; the id of the event.</summary>
    public Task<Guid> RecordContact(Guid id, int n, DateOnly on, CancellationToken cancellationToken)
    {
        var contact = Contact(n, on);
        return Post($"/cases/{id}/contacts", new { contact.On, contact.Method, contact.Topics }, cancellationToken);
    }

    /// <summary>What the n-th contact is.</summary>
    public static CaseEvent.ContactRecorded Contact(int n, DateOnly on) => new(on, (ContactMethod)(n % 7), [(ContactTopic)(n % 11)]);

    private async Task<Guid> Post(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(path, body, ContractJson.Options, cancellationToken);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync<Recorded>(ContractJson.Options, cancellationToken))!.Entries[0].Id
            : throw new InvalidOperationException($"{path} was answered with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }

    private sealed record Recorded(IReadOnlyList<Entry> Entries);

    private sealed record Entry(Guid Id);
}
