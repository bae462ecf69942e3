using System.Globalization;
using System.Reflection;

namespace HdrHistogram.Tests.Surface;

/// <summary>Names of types, parameters and modifiers as C# writes them.</summary>
internal static class SurfaceText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string TypeName(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (type.IsArray) return TypeName(type.GetElementType()!) + "[]";
        string outer = type is { IsNested: true, IsGenericParameter: false } ? TypeName(type.DeclaringType!) + "." : "";
        if (!type.IsGenericType) return outer + type.Name;
        return $"{outer}{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";
    }

    public static string MethodName(MethodInfo method)
        => method.IsGenericMethod ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(TypeName))}>" : method.Name;

    public static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic) return "static ";
        if (method.DeclaringType!.IsInterface) return "";
        if (method.IsAbstract) return "abstract ";
        if (method.GetBaseDefinition() != method) return "override ";
        return method.IsVirtual && !method.IsFinal ? "virtual " : "";
    }

    public static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        string prefix = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        string suffix = "";
        if (parameter.HasDefaultValue)
        {
            suffix = parameter.DefaultValue is null
                ? " = default"
                : string.Create(CultureInfo.InvariantCulture, $" = {parameter.DefaultValue}");
        }

        return $"{prefix}{TypeName(parameter.ParameterType)} {parameter.Name}{suffix}";
    }));
}
