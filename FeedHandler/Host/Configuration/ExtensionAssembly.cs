using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Configuration;

/// <summary>
/// An assembly from outside, named on the command line as FILE.dll:TYPE. It has a load context of its own, so that its packages may be of other versions
/// than the program's; what it shares with the program, the engine and all below it, are the program's own.
/// </summary>
internal sealed class ExtensionAssembly : AssemblyLoadContext
{
    private const int NamesMax = 10;
    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _path;
    private readonly Assembly _assembly;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "An assembly from outside is never trimmed.")]
    private ExtensionAssembly(string path)
        : base(path, isCollectible: false)
    {
        _path = path;
        string full = Path.GetFullPath(path);
        _resolver = new AssemblyDependencyResolver(full);
        _assembly = LoadFromAssemblyPath(full);
    }

    /// <summary>Makes what a name names.</summary>
    /// <typeparam name="TContract">What the type must be.</typeparam>
    /// <param name="option">The option, for messages.</param>
    /// <param name="named">FILE.dll:TYPE, or FILE.dll where it has one such type only.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <returns>The type, of which <see cref="Create"/> makes objects.</returns>
    /// <exception cref="CommandException">The file, the type or its constructor is not what is needed.</exception>
    public static Type Find<TContract>(string option, string named, Terminal terminal)
    {
        int colon = named.LastIndexOf(':');
        (string path, string typeName) = colon > 0 ? (named[..colon], named[(colon + 1)..]) : (named, "");
        InputFile.Require(terminal.PathOf(path), $"{option} {path}", "name an assembly, such as My.dll:SpreadWatch");
        ExtensionAssembly extension = Load(option, path, terminal);
        return extension.Find(option, typeName, typeof(TContract));
    }

    /// <summary>Makes an object of a type that was found.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="type">The type.</param>
    /// <exception cref="CommandException">Its constructor throws.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "A type from outside is never trimmed.")]
    public static object Create(string option, Type type)
    {
        try
        {
            return Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException failure)
        {
            throw new CommandException($"{option}: {type.FullName} cannot be made: {failure.InnerException!.GetType().Name}: {failure.InnerException.Message}");
        }
        catch (Exception failure) when (failure is MissingMemberException or TypeLoadException or FileNotFoundException)
        {
            throw new CommandException($"{option}: {type.FullName} cannot be made: {failure.Message}: build it against this version of the engine");
        }
    }

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "An assembly from outside is never trimmed.")]
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Default.Assemblies.Any(assembly => assembly.GetName().Name == assemblyName.Name)) return null;
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll"))) return null;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "An assembly from outside is never trimmed.")]
    private static ExtensionAssembly Load(string option, string path, Terminal terminal)
    {
        if (!File.Exists(terminal.PathOf(path)))
            throw new CommandException($"{option} {path}: there is no such file: build the project first, and name its assembly, such as My.dll:SpreadWatch");
        try
        {
            return new ExtensionAssembly(terminal.PathOf(path));
        }
        catch (Exception failure) when (failure is BadImageFormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new CommandException($"{option} {path}: no .NET assembly that can be loaded ({failure.Message}): name one, such as My.dll:SpreadWatch");
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A type from outside is never trimmed.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A type from outside is never trimmed.")]
    private Type Find(string option, string typeName, Type contract)
    {
        Type[] fitting = [.. Types(option).Where(type => contract.IsAssignableFrom(type) && type is { IsAbstract: false, ContainsGenericParameters: false })];
        Type[] named = typeName.Length == 0 ? fitting : [.. Types(option).Where(type => type.FullName == typeName || type.Name == typeName)];
        string names = string.Join(", ", fitting.Take(NamesMax).Select(static type => type.FullName));
        string there = names.Length == 0 ? $"it has no {contract.Name}" : $"it has {names}";
        if (named is not [var found])
        {
            string wrong = named.Length == 0 ? $"no type {typeName}" : $"several types {typeName}: give the full name";
            throw new CommandException($"{option} {_path}: {(typeName.Length == 0 ? "name a type behind a colon" : wrong)}: {there}");
        }

        if (!fitting.Contains(found)) throw new CommandException($"{option} {_path}: {found.FullName} is no {contract.FullName} that can be made: {there}");
        return found.IsValueType || found.GetConstructor(Type.EmptyTypes) is not null
            ? found
            : throw new CommandException($"{option} {_path}: {found.FullName} has no public constructor without parameters: give it one");
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "An assembly from outside is never trimmed.")]
    private Type[] Types(string option)
    {
        try
        {
            return _assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException failure)
        {
            throw new CommandException(
                $"{option} {_path}: {failure.LoaderExceptions[0]?.Message}: build it against this version of the engine, and keep what it needs beside it");
        }
    }
}
