using System.Collections.Concurrent;
using Imizu.Gateway.Accounts;
using Marten;
using Npgsql;

namespace Imizu.Gateway.Broker;

/// <summary>Makes the broker let in whom the accounts say.</summary>
internal sealed partial class BrokerArrangement(
    IDocumentStore store, ManagementApi broker, string virtualHost, QueueBounds bounds, ILogger<BrokerArrangement> logger)
{
    private const long Turn = 0x696d697a752e6272; // "imizu.br"

    private readonly ConcurrentDictionary<string, bool> _strangers = new();
    private string? _mark;
    private List<string> _queues = [];

    /// <summary>
    /// Looks, and does what is missing. One process after the other, each with the accounts as they are when its turn comes: else one that has
    /// read them before a change could undo it after.
    /// </summary>
    /// <exception cref="BrokerRefusalException">It refuses something; all else is done.</exception>
    /// <exception cref="HttpRequestException">The broker is away.</exception>
    public async Task Arrange(CancellationToken cancellationToken)
    {
        var plan = await Plan(cancellationToken);
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(cancellationToken);
        await using (var turn = new NpgsqlCommand($"select pg_advisory_xact_lock({Turn})", session.Connection))
        {
            await turn.ExecuteNonQueryAsync(cancellationToken);
        }
        var accounts = await session.Query<Account>().ToListAsync(cancellationToken);
        var there = await broker.State(cancellationToken);
        foreach (var stranger in there.Users.Where(user => plan.IsStrangers(user) && accounts.Any(account => account.IsOpen && account.Name == user.Name) && _strangers.TryAdd(user.Name, true)))
        {
            LogStranger(stranger.Name);
        }
        var refused = new List<string>();
        var steps = plan.Steps(accounts, there, _queues).ToList();
        var left = there.Queues.Select(queue => queue.Name).Except(steps.OfType<BrokerStep.Remove>().Select(removal => removal.Queue.Name)).ToList();
        // In the order in which they came.
        _queues = [.. _queues.Intersect(left), .. left.Except(_queues)];
        foreach (var step in steps)
        {
            // What the broker will not do is no reason to leave the rest undone.
            try
            {
                await CarryOut(step, cancellationToken);
                Log(step);
            }
            catch (BrokerRefusalException e)
            {
                refused.Add(e.Message);
            }
        }
        if (refused is not [])
        {
            throw new BrokerRefusalException(string.Join(' ', refused));
        }
    }

    private async Task CarryOut(BrokerStep step, CancellationToken cancellationToken)
    {
        try
        {
            await broker.CarryOut(step, cancellationToken);
        }
        catch (BrokerRefusalException) when (step is BrokerStep.Remove)
        {
            // A queue that is one connection's own goes with that connection, and with nothing else. The account's other connections stay.
            if (await broker.OwnerOf(((BrokerStep.Remove)step).Queue, cancellationToken) is not { } owner)
            {
                throw;
            }
            await broker.CarryOut(new BrokerStep.Close(owner), cancellationToken);
        }
    }

    /// <summary>
    /// After a change of the accounts, which stands whatever becomes of this: false where the broker is away, and does as the accounts say only once
    /// it is back.
    /// </summary>
    public async Task<bool> TryArrange()
    {
        try
        {
            await Arrange(CancellationToken.None);
            return true;
        }
        catch (Exception e)
        {
            // Whatever it is: the change stands, and is carried out at one of the next looks.
            LogLater(e.Message);
            return false;
        }
    }

    /// <summary>Whether a user of that name is at the broker who is somebody else's. Unknown, where the broker is away, is no.</summary>
    public async Task<bool> IsTaken(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await Plan(cancellationToken)).IsStrangers(await broker.User(name, cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<BrokerPlan> Plan(CancellationToken cancellationToken) =>
        new(_mark ??= await Installation.MarkOf(store, cancellationToken), virtualHost, bounds);

    private void Log(BrokerStep step)
    {
        switch (step)
        {
            case BrokerStep.Admit it: LogAdmitted(it.User.Name); break;
            case BrokerStep.Expel it: LogExpelled(it.User); break;
            case BrokerStep.Remove it: LogRemoved(it.Queue.Name, it.Because); break;
            case BrokerStep.Bound it: LogBounded(it.Policy.Definition.MaxLength, it.Policy.Definition.MaxLengthBytes); break;
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "The broker lets {Account} in, with its present password")]
    private partial void LogAdmitted(string account);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Information, Message = "The broker lets {Account} in no more")]
    private partial void LogExpelled(string account);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Warning, Message = "The queue {Queue} was removed: {Because}")]
    private partial void LogRemoved(string queue, string because);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Information, Message = "Followers' queues keep up to {Events} events and {Bytes} bytes")]
    private partial void LogBounded(long? events, long? bytes);

    [LoggerMessage(EventId = 3107, Level = LogLevel.Error, Message = "The broker has a user {Account} who is not of this installation: the account of that name is let in over HTTP only")]
    private partial void LogStranger(string account);

    [LoggerMessage(EventId = 3105, Level = LogLevel.Warning, Message = "An account was changed, and the broker will know once it can be reached ({Reason})")]
    private partial void LogLater(string reason);
}
