using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>What a resource is told of those that it uses.</summary>
    [Flags]
    public enum ReferenceEnvironmentInjectionFlags
    {
        /// <summary><c>ConnectionStrings__{name}</c>.</summary>
        ConnectionString = 1,

        /// <summary><c>services__{name}__http__0</c>.</summary>
        ServiceDiscovery = 4,
    }
}

namespace Aspire.Hosting
{
    /// <summary>Says what a resource is told of those that it uses.</summary>
    public static class ReferenceEnvironmentExtensions
    {
        /// <summary>Leaves out what is not named. Here nothing else is given.</summary>
        public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(
            this IResourceBuilder<TDestination> builder, ReferenceEnvironmentInjectionFlags flags)
            where TDestination : IResourceWithEnvironment => builder;
    }
}
