using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Imizu.LocalHosting.Tests.Mirror;

/// <summary>What an assembly offers under Aspire's names, a line for each thing, so that two assemblies can be compared.</summary>
internal static class PublicSurface
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What the compiler writes for a record, and what every object has.
    private static readonly HashSet<string> Unsaid =
        ["Equals", "GetHashCode", "ToString", "<Clone>$", "Deconstruct", "op_Equality", "op_Inequality", "get_EqualityContract"];

    /// <summary>All of it, in the order of the alphabet.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="inherited">Whether each type has what it inherits from another of Aspire's too.</param>
    public static IEnumerable<string> Of(Assembly assembly, bool inherited = false) => assembly.GetExportedTypes()
        .Where(IsNamedLikeAspire).SelectMany(type => Of(type, inherited)).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Of(Type type, bool inherited)
    {
        var members = type.IsEnum
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{Name(type)}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}")
            : Members(type, inherited).Concat(type.GetConstructors().Select(constructor => $"new {Name(type)}{Parameters(constructor)}"))
                .Concat(Ancestors(type).Where(IsNamedLikeAspire).Select(ancestor => $"{Name(type)} is {Short(ancestor)}"));
        // Which class an extension method stands in is nobody's business who calls it.
        return IsStatic(type) ? members : members.Prepend($"type {Name(type)}");
    }

    private static IEnumerable<string> Members(Type type, bool inherited) => Ancestors(type)
        .Where(ancestor => inherited || !IsNamedLikeAspire(ancestor)).Prepend(type).SelectMany(each => each.GetMethods(Own)).Where(method => !Unsaid.Contains(method.Name))
            .Select(method => $"{(IsStatic(type) ? type.Namespace : Name(type))}.{Signature(method)}").Distinct();

    // Without the framework's own.
    private static IEnumerable<Type> Ancestors(Type type) => Bases(type).Concat(type.GetInterfaces())
        .Where(ancestor => ancestor.IsVisible && ancestor.Namespace?.StartsWith("System", StringComparison.Ordinal) is false);

    private static bool IsNamedLikeAspire(Type type) => type.Namespace?.StartsWith("Aspire.", StringComparison.Ordinal) is true;

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }

    private static string Signature(MethodInfo method)
    {
        var kinds = method.GetGenericArguments();
        var bounds = kinds.SelectMany(kind => kind.GetGenericParameterConstraints().Select(bound => $" where {Short(kind)}: {Short(bound)}").Order(StringComparer.Ordinal));
        var extends = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{method.Name}{(kinds.Length == 0 ? "" : $"<{kinds.Length}>")}{Parameters(method).Insert(1, extends)}: {Short(method.ReturnType)}{string.Concat(bounds)}";
    }

    private static string Parameters(MethodBase method) =>
        $"({string.Join(", ", method.GetParameters().Select(parameter => $"{Short(parameter.ParameterType)} {parameter.Name}{Default(parameter)}"))})";

    private static string Default(ParameterInfo parameter) =>
        parameter.HasDefaultValue ? $" = {Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture) ?? "null"}" : "";

    // Where a type stands, its own line says.
    private static string Name(Type type) => $"{type.Namespace}.{Short(type)}";

    private static string Short(Type type) => type switch
    {
        { IsByRef: true } => $"{Short(type.GetElementType()!)}&",
        { IsArray: true } => $"{Short(type.GetElementType()!)}[]",
        { IsGenericMethodParameter: true } => $"T{type.GenericParameterPosition}",
        { IsGenericTypeParameter: true } => $"K{type.GenericParameterPosition}",
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>",
        { DeclaringType: { } outer } => $"{Short(outer)}.{type.Name}",
        _ => type.Name,
    };

    private static bool IsStatic(Type type) => type.IsAbstract && type.IsSealed;
}
