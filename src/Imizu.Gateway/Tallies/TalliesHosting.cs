using Imizu.Contracts.FieldTallies;

namespace Imizu.Gateway.Tallies;

/// <summary>What is behind the doors.</summary>
internal static class TalliesHosting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void AddTallies(this WebApplicationBuilder builder)
    {
        // Whoever hands on tries again by itself, and knows best when: a client that does so too would only make the answer come late.
#pragma warning disable EXTEXP0001 // How a client is kept from the defaults; there is no other way yet.
        builder.Services.AddHttpClient(TallyServices.Client, http => http.Timeout = Patience).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        builder.Services.AddSingleton<TallyServices>();
        builder.Services.AddSingleton<MeasureRegister>();
        builder.Services.AddSingleton<PastTallies>();
        builder.Services.AddSingleton<TallyIntake>();
        builder.Services.AddSingleton<Senders>();
    }
}
