using JasperFx;
using Marten;
using Npgsql;

namespace Imizu.EventStreams.Storage;

/// <summary>
/// Reads other streams that a rule needs, and holds them at the commit: what was decided on is what is there, or the command is decided again.
/// What a command writes beside its events is committed with them.
/// </summary>
/// <param name="streams">Where they are.</param>
/// <param name="own">The stream that the command is for.</param>
public sealed class OtherStreams(StreamStore streams, string own)
{
    private readonly Dictionary<string, long> _versions = [];
    private readonly List<((string First, string Beyond) Names, long Versions)> _kinds = [];
    private readonly List<Action<IDocumentSession>> _beside = [];

    /// <summary>The current state of another stream; the initial state for the command's own one, and for a name that none can have.</summary>
    public async Task<TState> Current<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, string id, CancellationToken cancellationToken)
        where TEvent : class
        where TCommand : StreamCommand
    {
        if (!definition.Ids.Admits(id) || definition.NameOf(id) == own)
        {
            return definition.Initial;
        }
        var history = await streams.Read(definition.NameOf(id), cancellationToken);
        _versions[history.Stream] = history.Version;
        return history.State(definition);
    }

    /// <summary>The name of the other stream that follows one; null where none does. Where another is about to, one of the two is decided again.</summary>
    public async Task<string?> FollowerOf(string stream, CancellationToken cancellationToken) =>
        await streams.FollowerOf(stream, cancellationToken) is { } follower && follower != own ? follower : null;

    /// <summary>The current states, by their ids, of all other streams of a kind of which there are few, such as a register's.</summary>
    public async Task<IReadOnlyDictionary<string, TState>> All<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, CancellationToken cancellationToken)
        where TEvent : class
        where TCommand : StreamCommand
    {
        var all = await streams.ReadBetween(definition.Names, cancellationToken);
        _kinds.Add((definition.Names, all.Sum(history => history.Version)));
        return all.Where(history => history.Stream != own).ToDictionary(history => history.Stream[definition.Names.First.Length..], history => history.State(definition));
    }

    /// <summary>Writes something in the transaction of the events, if there are any.</summary>
    public void WriteBeside(Action<IDocumentSession> write) => _beside.Add(write);

    internal void Beside(IDocumentSession session) => _beside.ForEach(write => write(session));

    /// <summary>Locks what was read until the transaction ends.</summary>
    /// <exception cref="ConcurrencyException">Something has been recorded there since.</exception>
    internal async Task Hold(IDocumentSession session, CancellationToken cancellationToken)
    {
        if (_versions.Count > 0)
        {
            // In one order, so that no two commands wait for each other.
            await using var command = new NpgsqlCommand($"select id, version from {session.Table()} where id = any(@ids) order by id for share", session.Connection);
            command.Parameters.AddWithValue("ids", _versions.Keys.ToArray());
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                EnsureUnchanged(reader.GetString(0), _versions[reader.GetString(0)], reader.GetInt64(1));
            }
        }
        foreach (var ((first, beyond), versions) in _kinds)
        {
            // One command at a time that has looked at all of a kind: another one may be about to add to it.
            await using var command = new NpgsqlCommand(
                $"""
                select pg_advisory_xact_lock(hashtextextended(@first, 0));
                select coalesce(sum(version), 0)::bigint from {session.Table()} where id > @first and id < @beyond
                """, session.Connection);
            command.Parameters.AddWithValue("first", first);
            command.Parameters.AddWithValue("beyond", beyond);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            EnsureUnchanged(first, versions, reader.GetInt64(0));
        }
    }

    private static void EnsureUnchanged(string name, long read, long now)
    {
        if (read != now)
        {
            throw new ConcurrencyException($"{name} has changed since it was read.", innerException: null);
        }
    }
}
