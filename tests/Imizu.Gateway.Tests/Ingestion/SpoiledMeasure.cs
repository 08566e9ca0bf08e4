using Npgsql;
using Xunit;

namespace Imizu.Gateway.Tests.Ingestion;

/// <summary>A measure for whose tallies the service fails until it is repaired, because its last event cannot be deserialized.</summary>
internal sealed class SpoiledMeasure : IAsyncDisposable
{
    private const string Last = "stream_id = $1 and version = (select max(version) from mt_events where stream_id = $1)";

    private readonly NpgsqlDataSource _store;
    private readonly string _stream;
    private string _was = "";

    private SpoiledMeasure(TallyStack stack, string measure) => (_store, _stream) = (NpgsqlDataSource.Create(stack.CommunityDatabase), $"measure/{measure}");

    public static async Task<SpoiledMeasure> Of(TallyStack stack, string measure)
    {
        var spoiled = new SpoiledMeasure(stack, measure);
        await using var read = spoiled._store.CreateCommand($"select data::text from mt_events where {Last}");
        read.Parameters.AddWithValue(spoiled._stream);
        spoiled._was = (string)(await read.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        await spoiled.Write("[]");
        return spoiled;
    }

    public async ValueTask DisposeAsync()
    {
        await Write(_was);
        await _store.DisposeAsync();
    }

    private async Task Write(string data)
    {
        await using var write = _store.CreateCommand($"update mt_events set data = $2::jsonb where {Last}");
        write.Parameters.AddWithValue(_stream);
        write.Parameters.AddWithValue(data);
        Assert.Equal(1, await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
