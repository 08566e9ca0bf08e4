using Imizu.Contracts;
using Imizu.EventStreams.Telemetry;
using JasperFx;
using JasperFx.Events;
using Marten;

namespace Imizu.EventStreams.Storage;

/// <summary>Reads a stream, lets its rules decide, and appends: all or nothing.</summary>
public sealed class StreamStore(IDocumentStore store, ServiceIdentity service, RecordingMetrics metrics, TimeProvider clock)
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
        Append(definition.NameOf(id), Fingerprint.Of(definition.NameOf(id), command), request, history =>
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
        Append(definition.NameOf(id), Fingerprint.Of($"{definition.NameOf(id)}/{entryId}", command), request,
            history => Retraction.Decide(history, entryId, command, definition.StandsOn, service.Retracted), cancellationToken);

    private async Task<Outcome> Append(
        string stream, string fingerprint, RecordingRequest request, Func<History, Decision<object>> decide, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(stream, fingerprint, request, decide);
        for (var tries = 1; ; tries++)
        {
            try
            {
                var outcome = await TryAppend(attempt, cancellationToken);
                metrics.Became(outcome);
                return outcome;
            }
            catch (Exception e) when (tries < Attempts && IsOvertaken(e))
            {
                await Task.Delay(Random.Shared.Next(5, 20 * tries), cancellationToken);
            }
        }
    }

    private async Task<Outcome> TryAppend(Attempt attempt, CancellationToken cancellationToken)
    {
        var (stream, fingerprint, request, decide) = attempt;
        await using var session = store.LightweightSession();
        if (attempt.Key is { } given && await session.LoadAsync<IdempotentAnswer>(given, cancellationToken) is { } before)
        {
            return before.Fingerprint != fingerprint ? new Outcome.KeyReused()
                : before.Answer.Entries.Count == 0 ? new Outcome.AlreadySo(before.Answer)
                : new Outcome.Recorded(before.Answer, Replayed: true);
        }

        var history = new History(stream, await session.Events.FetchStreamAsync(stream, token: cancellationToken));
        if (attempt.Tried is { } tried && tried.Entries.All(entry => history.Entries.Any(e => e.Id == entry.Id)))
        {
            // The commit before was carried out; only its answer was lost.
            return new Outcome.Recorded(tried, Replayed: false);
        }
        if (request.ExpectedVersion is { } expected && expected != history.Version)
        {
            return new Outcome.Stale(history.Version);
        }
        var decision = decide(history);
        if (decision.Refusal is { } refusal)
        {
            return new Outcome.Refused(refusal);
        }

        var answer = new RecordedAnswer(stream, history.Version + decision.Events.Count, []);
        if (decision.Events.Count > 0)
        {
            session.LastModifiedBy = request.Actor;
            session.CorrelationId = request.Correlation;
            session.CausationId = request.Causation;
            if (request.Traceparent is { } trace)
            {
                session.SetHeader(Announcing.Envelopes.Traceparent, trace);
            }
            var action = history.Version == 0
                ? session.Events.StartStream(stream, decision.Events)
                : session.Events.Append(stream, answer.Version, decision.Events);
            attempt.Tried = answer = answer with { Entries = [.. action.Events.Select(Named)] };
            await session.HoldHighWater(cancellationToken);
        }
        if (attempt.Key is { } key)
        {
            session.Insert(new IdempotentAnswer(key, fingerprint, answer));
        }
        await session.SaveChangesAsync(cancellationToken);
        return decision.Events.Count > 0 ? new Outcome.Recorded(answer, Replayed: false) : new Outcome.AlreadySo(answer);
    }

    /// <summary>Somebody else was quicker on the same stream, or with the same idempotency key.</summary>
    private static bool IsOvertaken(Exception e) =>
        e is ConcurrencyException or Marten.Exceptions.ExistingStreamIdCollisionException or DocumentAlreadyExistsException;

    private RecordedEntry Named(IEvent entry)
    {
        entry.Id = Guid.CreateVersion7(clock.GetUtcNow());
        return new RecordedEntry(entry.Id, EventCatalog.NameOf(entry.Data.GetType()));
    }

    /// <summary>One request on its way to be recorded.</summary>
    private sealed record Attempt(string Stream, string Fingerprint, RecordingRequest Request, Func<History, Decision<object>> Decide)
    {
        /// <summary>The name that the answer is kept under, if the caller gave one: another actor's key is another.</summary>
        public string? Key => Request.IdempotencyKey is { } given ? $"{Request.Actor} {given}" : null;

        /// <summary>What the last try would have answered.</summary>
        public RecordedAnswer? Tried { get; set; }
    }
}
