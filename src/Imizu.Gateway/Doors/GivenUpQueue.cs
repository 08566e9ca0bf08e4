using Imizu.EventStreams;
using Imizu.Gateway.DeadLetters;

namespace Imizu.Gateway.Doors;

/// <summary>Brings what the broker gave up into the one list of dead letters.</summary>
internal sealed class GivenUpQueue(AmqpConnection broker, DeadLetterBox letters, Patience patience, TimeProvider clock, ILogger<GivenUpQueue> log)
    : QueueReader(broker, clock, log)
{
    protected override string Queue => AmqpTopology.DeadLetters;

    protected override ushort Prefetch => 16;

    protected override Task Take(AmqpMessage message, CancellationToken cancellationToken) =>
        patience.Try(() => letters.Keep(message.Arrival, new Refusal("delivery", Because(message.DeadBecause)), cancellationToken), cancellationToken);

    private static string Because(string? reason) => reason is null or "delivery_limit" or "delivery-limit"
        ? $"{AmqpTopology.DeliveryLimit} 回渡しましたが、受け取りを終えられませんでした。内容に問題がなければ、そのまま送り直せます。"
        : $"ブローカーが配送をやめました（{Tallies.Foreign.Shown(reason)}）。内容に問題がなければ、そのまま送り直せます。";
}
