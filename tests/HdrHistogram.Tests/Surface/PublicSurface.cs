using System.Globalization;
using System.Reflection;

namespace HdrHistogram.Tests.Surface;

/// <summary>
/// The public surface of an assembly as text: a line for each namespace, type and member, written the way a list of the released
/// package writes them (properties without override, extension methods without this).
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Lines of the form `namespace.Type` for types and `namespace.Type: member` for members.</summary>
    public static IEnumerable<string> Of(Assembly assembly)
    {
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            string name = NameWithNamespace(type);
            if (typeof(Delegate).IsAssignableFrom(type))
            {
                MethodInfo invoke = type.GetMethod("Invoke")!;
                yield return $"{name}: delegate {SurfaceText.TypeName(invoke.ReturnType)} ({SurfaceText.Parameters(invoke)})";
                continue;
            }

            yield return $"{name}: {Kind(type)}{Bases(type)}";
            foreach (string member in Members(type).Order(StringComparer.Ordinal)) yield return $"{name}: {member}";
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        foreach (ConstructorInfo constructor in type.GetConstructors(Declared).Where(constructor => IsVisible(constructor) && !constructor.IsStatic))
            yield return $"{Access(constructor)} .ctor({SurfaceText.Parameters(constructor)})";
        foreach (MethodInfo method in type.GetMethods(Declared).Where(method => IsVisible(method) && !method.IsSpecialName))
            yield return $"{Access(method)} {SurfaceText.Modifiers(method)}{SurfaceText.TypeName(method.ReturnType)} {SurfaceText.MethodName(method)}({SurfaceText.Parameters(method)})";
        foreach (PropertyInfo property in type.GetProperties(Declared).Where(property => property.GetMethod is { } getter && IsVisible(getter)))
        {
            string isAbstract = property.GetMethod!.IsAbstract && !type.IsInterface ? "abstract " : "";
            string setter = property.SetMethod is { } set && IsVisible(set) ? " set;" : "";
            yield return $"{Access(property.GetMethod)} {isAbstract}{SurfaceText.TypeName(property.PropertyType)} {property.Name} {{ get;{setter} }}";
        }

        foreach (FieldInfo field in type.GetFields(Declared).Where(field => field.IsPublic))
        {
            string modifiers = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
            string value = field.IsLiteral ? string.Create(CultureInfo.InvariantCulture, $" = {field.GetRawConstantValue()}") : "";
            yield return $"public {modifiers}{SurfaceText.TypeName(field.FieldType)} {field.Name}{value}";
        }
    }

    private static string NameWithNamespace(Type type)
        => $"{type.Namespace}.{(type.DeclaringType is { } outer ? outer.Name + "." : "")}{type.Name}";

    private static string Kind(Type type)
    {
        if (type.IsInterface) return "interface";
        if (type.IsAbstract && type.IsSealed) return "static class";
        return (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (type.IsValueType ? "struct" : "class");
    }

    private static string Bases(Type type)
    {
        IEnumerable<Type> inherited = (type.BaseType?.GetInterfaces() ?? []).Concat(type.GetInterfaces().SelectMany(each => each.GetInterfaces()));
        IEnumerable<string> own = type.GetInterfaces().Except(inherited).Select(SurfaceText.TypeName).Order(StringComparer.Ordinal);
        bool hasBase = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType);
        string[] all = hasBase ? [SurfaceText.TypeName(type.BaseType!), .. own] : [.. own];
        return all.Length == 0 ? "" : " : " + string.Join(", ", all);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";
}
