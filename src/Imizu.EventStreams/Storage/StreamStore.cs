using Imizu.Contracts;
using Imizu.Contracts.Streams;
using Imizu.EventStreams.Lists;
using Imizu.EventStreams.Telemetry;
using JasperFx;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Imizu.EventStreams.Storage;

/// <summary>Loads a stream, runs its decider and appends the events in one transaction.</summary>
public sealed partial class StreamStore(IDocumentStore store, ServiceIdentity service, RecordingMetrics metrics, TimeProvider clock, ILogger<StreamStore> logger)
{
    /// <summary>The maximum number of attempts after concurrency conflicts.</summary>
    private const int Attempts = 20;

    /// <summary>Reads a stream, now or as of a moment.</summary>
    /// <exception cref="UnreadableEventException">It has an event that this build cannot read.</exception>
    public async Task<History> Read(string stream, CancellationToken cancellationToken, DateTimeOffset? asOf = null)
    {
        await using var session = store.QuerySession();
        return await Read(session, stream, cancellationToken, asOf);
    }

    /// <summary>The name of the stream that follows another; null where none does.</summary>
    public async Task<string?> FollowerOf(string stream, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return (await session.LoadAsync<Succession>(stream, cancellationToken))?.Later;
    }

    /// <summary>The number for people of a stream; null where it is not listed.</summary>
    public async Task<string?> NumberOf(string stream, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return (await session.LoadAsync<ListedStream>(stream, cancellationToken))?.Item.Number;
    }

    /// <summary>Reads all streams whose names lie between two.</summary>
    public async Task<IReadOnlyList<History>> ReadBetween((string First, string Beyond) between, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var streams = await session.NamesBetween(between, cancellationToken);
        string[] names = [.. streams];
        var entries = await session.NamingUnreadable(
            () => session.Events.QueryAllRawEvents().Where(entry => entry.StreamKey!.IsOneOf(names)).OrderBy(entry => entry.Sequence).ToListAsync(cancellationToken),
            "stream_id = any(?)", names, cancellationToken);
        return [.. entries.GroupBy(entry => entry.StreamKey!).Select(stream => new History(stream.Key, [.. stream]))];
    }

    /// <summary>Executes a command on a stream.</summary>
    /// <param name="definition">The kind of stream.</param>
    /// <param name="id">Which of them.</param>
    /// <param name="command">The command.</param>
    /// <param name="request">Who asks, and how.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="completed">Completes the command with what its rules need of other streams.</param>
    /// <param name="correcting">The entry in whose place it is to count; null for one more.</param>
    public Task<Outcome> Handle<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, string id, TCommand command, RecordingRequest request,
        CancellationToken cancellationToken, Func<TCommand, OtherStreams, CancellationToken, Task<TCommand>>? completed = null, Guid? correcting = null)
        where TEvent : class
        where TCommand : StreamCommand =>
        Append(definition, id, [command], request, async (history, others) =>
        {
            var asked = command with { Today = clock.Today(), Actor = request.Actor };
            var whole = completed is null ? asked : await completed(asked, others, cancellationToken);
            if (correcting is { } wrong)
            {
                return Confirmed(Correction.Decide(definition, history, wrong, whole, NewId(), service.Retracted), request.IsConfirmed);
            }
            return Confirmed(Untyped(definition.Decide(history.State(definition), whole)), request.IsConfirmed);
        }, cancellationToken);

    /// <summary>Executes several commands on a stream, one after the other: all, or none where one is refused.</summary>
    /// <param name="definition">The kind of stream.</param>
    /// <param name="id">Which of them.</param>
    /// <param name="commands">The commands, each with what completes it.</param>
    /// <param name="request">Who asks, and how.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> HandleAll<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, string id, IReadOnlyList<(TCommand Command, Func<TCommand, OtherStreams, CancellationToken, Task<TCommand>>? Completed)> commands,
        RecordingRequest request, CancellationToken cancellationToken)
        where TEvent : class
        where TCommand : StreamCommand =>
        Append(definition, id, [.. commands.Select(one => one.Command)], request, async (history, others) =>
        {
            var (state, all) = (history.State(definition), new Decision<object>([], null));
            foreach (var (number, (command, completed)) in commands.Index())
            {
                var asked = command with { Today = clock.Today(), Actor = request.Actor };
                var decision = definition.Decide(state, completed is null ? asked : await completed(asked, others, cancellationToken));
                var confirmed = Confirmed(Untyped(decision), request.IsConfirmed);
                if (confirmed.Refusal is { } refusal)
                {
                    return refusal with { Field = $"[{number}].{refusal.Field}" };
                }
                state = decision.Events.Aggregate(state, definition.Evolve);
                all = all with { Events = [.. all.Events, .. confirmed.Events], Warning = all.Warning ?? (confirmed.Warning is { } warning ? warning with { Field = $"[{number}].{warning.Field}" } : null) };
            }
            return all;
        }, cancellationToken);

    /// <summary>Retracts an entry of a stream.</summary>
    public Task<Outcome> Retract<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, string id, Guid entryId, RetractEntry command, RecordingRequest request,
        CancellationToken cancellationToken)
        where TEvent : class
        where TCommand : StreamCommand =>
        Append(definition, id, [command], request, (history, _) => Task.FromResult(Retraction.Decide(definition, history, entryId, command, service.Retracted)), cancellationToken);

    /// <summary>Erases the texts of an entry of a stream, in what is stored.</summary>
    public Task<Outcome> Redact<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, string id, Guid entryId, RedactText command, RecordingRequest request,
        CancellationToken cancellationToken)
        where TEvent : class
        where TCommand : StreamCommand =>
        Append(definition, id, [command], request, (history, _) => Task.FromResult(Redaction.Decide<TEvent>(history, entryId, command, service.Redacted)), cancellationToken);

    private async Task<Outcome> Append<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, string id, IReadOnlyList<StreamCommand> commands, RecordingRequest request,
        Func<History, OtherStreams, Task<Decision<object>>> decide, CancellationToken cancellationToken)
        where TEvent : class
        where TCommand : StreamCommand
    {
        var attempt = new Attempt(definition.NameOf(id), Fingerprint.Of(request.Path, commands), request, decide, happened => happened is TEvent of ? definition.Follows?.Invoke(of) : null,
            definition.Listing);
        for (var tries = 1; ; tries++)
        {
            try
            {
                var outcome = await TryAppend(attempt, cancellationToken);
                metrics.RecordOutcome(outcome);
                if (outcome is Outcome.Recorded { Replayed: false } recorded)
                {
                    LogRecorded(recorded.Answer);
                }
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
        var (stream, fingerprint, request, decide, follows, listed) = attempt;
        await using var session = store.LightweightSession();
        if (await Known() is { } known)
        {
            return known;
        }

        var history = await Read(session, stream, cancellationToken);
        if (attempt.Tried is { } tried && tried.Entries.All(entry => history.Entries.Any(e => e.Id == entry.Id)))
        {
            // The previous commit succeeded; only its response was lost.
            return new Outcome.Recorded(tried, Replayed: false);
        }
        if (request.ExpectedVersion is { } expected && expected != history.Version)
        {
            return await Known() ?? new Outcome.Stale(history.Version);
        }
        var others = new OtherStreams(this, stream);
        var decision = await decide(history, others);
        if (decision.Refusal is { } refusal)
        {
            return await Known() ?? new Outcome.Refused(refusal);
        }

        var answer = new RecordedAnswer(stream, history.Version + decision.Events.Count, []) { Warnings = decision.Warning is { } warning ? [warning] : [] };
        if (request.IsDryRun)
        {
            return new Outcome.AlreadySo(answer with { Entries = [.. decision.Events.Select(happened => new RecordedEntry(Guid.Empty, EventCatalog.NameOf(happened.GetType())))] });
        }
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
            Succession.Note(session, history, decision.Events, follows);
            var replacement = decision.Events.OfType<EntryRetracted>().FirstOrDefault()?.ReplacedBy;
            attempt.Tried = answer = answer with { Entries = [.. action.Events.Select(entry => Named(entry, entry.Data is EntryRetracted ? null : replacement))] };
            Erasure.Note(session, history, action.Events);
            await session.HoldHighWater(cancellationToken);
            await others.Hold(session, cancellationToken);
            if (listed is not null)
            {
                var after = history.With(action.Events, request.Actor);
                var (listing, readers) = listed(after);
                await session.NoteListing(after, listing, readers, isFirst: history.Version == 0, cancellationToken);
            }
            others.Beside(session);
        }
        if (attempt.Key is { } key)
        {
            session.Insert(new IdempotentAnswer(key, fingerprint, answer));
        }
        await session.SaveChangesAsync(cancellationToken);
        return decision.Events.Count > 0 ? new Outcome.Recorded(answer, Replayed: false) : new Outcome.AlreadySo(answer);

        // What was answered under the key. The same request may have been recorded just now, which stands in its own way.
        async Task<Outcome?> Known() => attempt.Key is not { } given || await session.LoadAsync<IdempotentAnswer>(given, cancellationToken) is not { } before ? null
            : before.Fingerprint != fingerprint ? new Outcome.KeyReused()
            : before.Answer.Entries.Count == 0 ? new Outcome.AlreadySo(before.Answer)
            : new Outcome.Recorded(before.Answer, Replayed: true);
    }

    private static Decision<object> Untyped<TEvent>(Decision<TEvent> decision)
        where TEvent : class =>
        new(decision.Events, decision.Refusal) { Warning = decision.Warning };

    /// <summary>Holds back what looks personal until somebody has confirmed it, and says so then too.</summary>
    private static Decision<object> Confirmed(Decision<object> decision, bool isConfirmed) =>
        decision.Events.Select(PersonalText.Find).FirstOrDefault(found => found is not null) is not var (field, word) ? decision
        : isConfirmed ? decision with { Warning = new Warning(field, $"{word}のような文字を、確認されたものとして記録しました。個人が分かるなら、その文を消してください。") }
        : new Refusal(field, $"{word}のような文字があります。記録はほかのシステムにも届くため、個人が分かることは書かないでください。個人のものでなければ、ヘッダー Imizu-Confirmed: personal を付けて送ってください。");

    private static async Task<History> Read(IQuerySession session, string stream, CancellationToken cancellationToken, DateTimeOffset? asOf = null) =>
        new(stream, await session.NamingUnreadable(
            () => session.Events.FetchStreamAsync(stream, timestamp: asOf?.ToUniversalTime(), token: cancellationToken), "stream_id = ?", stream, cancellationToken));

    /// <summary>Whether a concurrent request on the same stream or idempotency key, or to follow the same stream, was faster, or waited for what this one held.</summary>
    private static bool IsOvertaken(Exception e) =>
        e is ConcurrencyException or Marten.Exceptions.ExistingStreamIdCollisionException or DocumentAlreadyExistsException
        || (e as PostgresException ?? e.InnerException as PostgresException) is { SqlState: PostgresErrorCodes.DeadlockDetected };

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    private RecordedEntry Named(IEvent entry, Guid? known)
    {
        entry.Id = known ?? NewId();
        return new RecordedEntry(entry.Id, EventCatalog.NameOf(entry.Data.GetType()));
    }

    private void LogRecorded(RecordedAnswer answer)
    {
        foreach (var entry in answer.Entries)
        {
            LogRecorded(entry.Type, answer.Stream, answer.Version);
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "Recorded {Type} in {Stream}, which is at version {Version}")]
    private partial void LogRecorded(string type, string stream, long version);

    /// <summary>A request that is being recorded.</summary>
    private sealed record Attempt(
        string Stream, string Fingerprint, RecordingRequest Request, Func<History, OtherStreams, Task<Decision<object>>> Decide, Func<object, string?> Follows, Func<History, (Listing? Listing, Readers? Readers)>? Listed)
    {
        /// <summary>The name that the answer is kept under, if the caller gave one: another actor's key is another.</summary>
        public string? Key => Request.IdempotencyKey is { } given ? $"{Request.Actor} {given}" : null;

        /// <summary>What the last try would have answered.</summary>
        public RecordedAnswer? Tried { get; set; }
    }
}
