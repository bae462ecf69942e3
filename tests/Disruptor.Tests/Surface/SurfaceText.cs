using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Disruptor.Tests.Surface;

/// <summary>Writes public types and members the way the list of the released surface does.</summary>
internal static class SurfaceText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(nint)] = "nint",
    };

    /// <summary>A type as it is named in signatures: keywords, no namespaces, outer types first.</summary>
    internal static string Of(Type type)
    {
        if (type.IsByRef) return Of(type.GetElementType()!);
        if (type.IsArray) return Of(type.GetElementType()!) + "[]";
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (type.IsGenericParameter) return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying) + "?";
        string name = type.Name.Split('`')[0];
        Type[] arguments = type.GetGenericArguments();
        Type[] outer = type.DeclaringType?.GetGenericArguments() ?? [];
        if (arguments.Length > outer.Length) name += Arguments(arguments[outer.Length..]);
        if (type.DeclaringType is null) return name;
        string outerName = type.DeclaringType.Name.Split('`')[0] + (outer.Length > 0 ? Arguments(arguments[..outer.Length]) : "");
        return $"{outerName}.{name}";
    }

    /// <summary>The head of a type without its base and interfaces; an enumeration with its values, a delegate with its
    /// parameters.</summary>
    internal static string Head(Type type)
    {
        if (type.IsEnum)
        {
            return $"public enum {Of(type)} : int {{ {string.Join(", ", Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt32(Enum.Parse(type, name), CultureInfo.InvariantCulture)}"))} }}";
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return $"public delegate {Return(invoke)} {Of(type)}({Parameters(invoke)}){Constraints(type.GetGenericArguments())};";
        }

        return $"public {Kind(type)} {Of(type)}{Constraints(type.GetGenericArguments())}";
    }

    internal static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type)) yield break;
        const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (FieldInfo field in type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily)) yield return Field(field);
        foreach (ConstructorInfo made in type.GetConstructors(Declared).Where(made => (made.IsPublic || made.IsFamily) && !made.IsStatic))
            yield return $"{Access(made)} .ctor({Parameters(made)});";
        foreach (PropertyInfo property in type.GetProperties(Declared).Where(property => property.GetMethod!.IsPublic)) yield return Property(property);
        foreach (MethodInfo method in type.GetMethods(Declared).Where(method => method.IsPublic && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))))
            yield return Method(method);
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface) return "interface";
        if (type.IsValueType) return type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct";
        return (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static class",
            (true, false) => "abstract class",
            (false, true) => "sealed class",
            _ => "class",
        };
    }

    private static string Field(FieldInfo field)
    {
        string access = field.IsPublic ? "public" : "protected";
        if (field.IsLiteral) return $"{access} const {Of(field.FieldType)} {field.Name} = {Value(field.GetRawConstantValue())};";
        return $"{access}{(field.IsStatic ? " static" : "")}{(field.IsInitOnly ? " readonly" : "")} {Of(field.FieldType)} {field.Name};";
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo get = property.GetMethod!;
        string name = property.GetIndexParameters().Length > 0 ? $"this[{Parameters(get)}]" : property.Name;
        string set = property.SetMethod is { IsPublic: true } ? " set;" : "";
        return $"public{(get.IsStatic ? " static" : "")} {Return(get)} {name} {{ get;{set} }}";
    }

    private static string Method(MethodInfo method)
    {
        string overrides = method.IsVirtual && method.GetBaseDefinition().DeclaringType != method.DeclaringType ? " override" : "";
        string arguments = method.IsGenericMethod ? Arguments(method.GetGenericArguments()) : "";
        string constraints = method.IsGenericMethod ? Constraints(method.GetGenericArguments()) : "";
        return $"public{(method.IsStatic ? " static" : "")}{overrides} {Return(method)} {method.Name}{arguments}({Parameters(method)}){constraints};";
    }

    private static string Access(MethodBase member) => member.IsPublic ? "public" : "protected";

    private static string Return(MethodInfo method) => (method.ReturnType.IsByRef ? "ref " : "") + Of(method.ReturnType);

    private static string Arguments(Type[] types) => $"<{string.Join(", ", types.Select(Of))}>";

    private static string Parameters(MethodBase member) => string.Join(", ", member.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string kind = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "";
        string otherwise = !parameter.HasDefaultValue ? "" : parameter.ParameterType.IsValueType && parameter.RawDefaultValue is null ? " = default" : $" = {Value(parameter.RawDefaultValue)}";
        return $"{kind}{Of(parameter.ParameterType)} {parameter.Name}{otherwise}";
    }

    private static string Value(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";

    private static string Constraints(Type[] parameters) =>
        string.Concat(parameters.Where(parameter => parameter.IsGenericParameter).Select(Constraint));

    private static string Constraint(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        List<string> words = new List<string>();
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) words.Add("class");
        bool isUnmanaged = parameter.CustomAttributes.Any(attribute => string.Equals(attribute.AttributeType.Name, "IsUnmanagedAttribute", StringComparison.Ordinal));
        if (isUnmanaged) words.Add("unmanaged");
        else if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) words.Add("struct");
        words.AddRange(parameter.GetGenericParameterConstraints().Where(constraint => constraint != typeof(ValueType)).Select(Of));
        return words.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", words)}";
    }
}
