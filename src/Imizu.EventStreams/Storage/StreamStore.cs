using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imizu.Contracts;
using JasperFx;
using JasperFx.Events;
using Marten;

namespace Imizu.EventStreams.Storage;

/// <summary>Reads a stream, lets its rules decide, and appends: all or nothing.</summary>
public sealed class StreamStore(IDocumentStore store, ServiceIdentity service, TimeProvider clock)
{
    /// <summary>Two people write to one stream now and then; whoever is late decides again on what is there now.</summary>
    private const int Attempts = 8;

    /// <summary>What a stream holds, or held at a moment.</summary>
    public async Task<History> Read(string stream, CancellationToken cancellationToken, DateTimeOffset? asOf = null)
    {
        await using var session = store.QuerySession();
        return new History(stream, await session.Events.FetchStreamAsync(stream, timestamp: asOf?.ToUniversalTime(), token: cancellationToken));
    }

    /// <summary>The state of a stream of this service now; a name that no stream can have is one of which nothing is known.</summary>
    public async Task<TState> Current<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, string id, CancellationToken cancellationToken)
        where TEvent : class
        where TCommand : StreamCommand =>
        definition.Ids.Admits(id) ? (await Read(definition.NameOf(id), cancellationToken)).State(definition) : definition.Initial;

    /// <summary>Carries out a command on a stream.</summary>
    public Task<Outcome> Handle<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, string id, TCommand command, RecordingRequest request,
        CancellationToken cancellationToken)
        where TEvent : class
        where TCommand : StreamCommand =>
        Append(definition.NameOf(id), command, request, history =>
        {
            var decision = definition.Decide(history.State(definition), command with { Today = clock.Today() });
            return new Decision<object>(decision.Events, decision.Refusal);
        }, cancellationToken);

    /// <summary>Retracts an entry of a stream.</summary>
    public Task<Outcome> Retract<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, string id, Guid entryId, RetractEntry command, RecordingRequest request,
        CancellationToken cancellationToken)
        where TEvent : class
        where TCommand : StreamCommand =>
        Append(definition.NameOf(id), (entryId, command), request,
            history => Retraction.Decide(history, entryId, command, definition.StandsOn, service.Retracted), cancellationToken);

    private async Task<Outcome> Append(
        string stream, object asked, RecordingRequest request, Func<History, Decision<object>> decide, CancellationToken cancellationToken)
    {
        var fingerprint = Fingerprint(stream, asked);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAppend(stream, fingerprint, request, decide, cancellationToken);
            }
            catch (Exception e) when (attempt < Attempts && IsOvertaken(e))
            {
                await Task.Delay(Random.Shared.Next(5, 20 * attempt), cancellationToken);
            }
        }
    }

    private async Task<Outcome> TryAppend(
        string stream, string fingerprint, RecordingRequest request, Func<History, Decision<object>> decide,
        CancellationToken cancellationToken)
    {
        await using var session = store.LightweightSession();
        var key = request.IdempotencyKey is { } given ? $"{request.Actor} {given}" : null;
        if (key is not null && await session.LoadAsync<IdempotentAnswer>(key, cancellationToken) is { } before)
        {
            return before.Fingerprint == fingerprint ? new Outcome.Recorded(before.Answer, Replayed: true) : new Outcome.KeyReused();
        }

        var history = new History(stream, await session.Events.FetchStreamAsync(stream, token: cancellationToken));
        if (request.ExpectedVersion is { } expected && expected != history.Version)
        {
            return new Outcome.Stale(history.Version);
        }
        var decision = decide(history);
        if (decision.Refusal is { } refusal)
        {
            return new Outcome.Refused(refusal);
        }
        if (decision.Events.Count == 0)
        {
            return new Outcome.AlreadySo(new RecordedAnswer(stream, history.Version, []));
        }

        session.LastModifiedBy = request.Actor;
        session.CorrelationId = request.Correlation;
        if (request.Traceparent is { } trace)
        {
            session.SetHeader(Announcing.Envelopes.Traceparent, trace);
        }
        var action = history.Version == 0
            ? session.Events.StartStream(stream, decision.Events)
            : session.Events.Append(stream, history.Version + decision.Events.Count, decision.Events);
        var answer = new RecordedAnswer(stream, history.Version + decision.Events.Count, [.. action.Events.Select(Named)]);
        if (key is not null)
        {
            session.Insert(new IdempotentAnswer(key, fingerprint, answer));
        }
        await session.SaveChangesAsync(cancellationToken);
        return new Outcome.Recorded(answer, Replayed: false);
    }

    /// <summary>Somebody else was quicker on the same stream, or with the same idempotency key.</summary>
    private static bool IsOvertaken(Exception e) =>
        e is ConcurrencyException or Marten.Exceptions.ExistingStreamIdCollisionException or DocumentAlreadyExistsException;

    private RecordedEntry Named(IEvent entry)
    {
        entry.Id = Guid.CreateVersion7(clock.GetUtcNow());
        return new RecordedEntry(entry.Id, EventCatalog.NameOf(entry.Data.GetType()));
    }

    private static string Fingerprint(string stream, object asked)
    {
        var body = asked is (Guid entry, RetractEntry retract)
            ? $"{entry} {retract.Reason}"
            : JsonSerializer.Serialize(asked, asked.GetType(), ContractJson.Options);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{stream}\n{asked.GetType().FullName}\n{body}")));
    }
}
