// Follows Imizu's events and keeps count of them. Settings: IMIZU_AMQP, IMIZU_GATEWAY, and STATE, the folder of what is kept.
// With --once it reads what there is, compares its totals with each source's, and ends: 0 if they are the same, else 1.
// It saves nothing then, so that it can be run beside a process that follows.
using System.Diagnostics;
using System.Runtime.InteropServices;
using Follower;

var broker = new Uri(Setting("IMIZU_AMQP"));
using var gateway = new Gateway(new Uri(Setting("IMIZU_GATEWAY")));
var isOnce = args is ["--once"];
var kept = ControlTotalsCache.Open(Setting("STATE"), isOnlyRead: isOnce);
var following = new Following(gateway, kept);

using var stop = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
return isOnce ? await Once() : await Follow();

async Task<int> Once()
{
    var isSame = false;
    try
    {
        await following.Begin(stop.Token);
        isSame = await following.Compare(stop.Token);
    }
    catch (Exception e) when (!stop.IsCancellationRequested)
    {
        Console.Error.WriteLine(e.GetBaseException().Message);
    }
    catch (Exception) when (stop.IsCancellationRequested)
    {
        // Told to stop, and nothing has been compared.
    }
    Console.Write(kept);
    return isSame ? 0 : 1;
}

async Task<int> Follow()
{
    while (!stop.IsCancellationRequested)
    {
        try
        {
            await FollowUntilBroken();
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // The broker or the gateway is away, or one of them refuses: begin again, from the feed.
            Console.Error.WriteLine($"Trying again in two seconds: {e.GetBaseException().Message}");
            await Task.Delay(TimeSpan.FromSeconds(2), stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Told to stop: what breaks on the way out, the feed has at the next start.
        }
    }
    Console.Write(kept);
    return 0;
}

async Task FollowUntilBroken()
{
    // Bound first, read then: what happens meanwhile comes by both ways, and is taken once.
    await using var queue = await EventQueue.Open(broker, stop.Token);
    await following.Begin(stop.Token);
    var (printed, printedAt, readAt) = (-1L, Stopwatch.StartNew(), Stopwatch.StartNew());
    await foreach (var batch in queue.Batches(stop.Token))
    {
        foreach (var message in batch)
        {
            await following.Take(message, stop.Token);
        }
        if (batch is [.., var last])
        {
            kept.Save();
            await queue.Acknowledge(last.Tag, stop.Token);
        }
        if (readAt.Elapsed > TimeSpan.FromMinutes(1))
        {
            // A message lost behind which none comes shows no gap.
            await following.CatchUp(stop.Token);
            readAt.Restart();
        }
        if (kept.Count != printed && (printed < 0 || printedAt.Elapsed > TimeSpan.FromSeconds(1)))
        {
            Console.Write(kept);
            printed = kept.Count;
            printedAt.Restart();
        }
    }
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

static string Setting(string name)
{
    if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
    {
        return value;
    }
    Console.Error.WriteLine($"{name} is not set; see README.md.");
    Environment.Exit(2);
    return "";
}
