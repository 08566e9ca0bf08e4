using Marten;

namespace Imizu.Gateway.DeadLetters;

/// <summary>Where what was not taken in waits for somebody.</summary>
internal static class DeadLettersHosting
{
    public static void AddDeadLetters(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(options => options.Schema.For<DeadLetter>().Identity(letter => letter.Id).UseOptimisticConcurrency(true)
            .Duplicate(letter => letter.State).Duplicate(letter => letter.Sender).Duplicate(letter => letter.At));
        builder.Services.AddSingleton<DeadLetterBox>();
        builder.Services.AddSingleton<NewerNumbers>();
        builder.Services.AddSingleton<Resender>();
        builder.Services.AddHostedService<DeadLetterCount>();
    }
}
