using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>A message as the dispatcher knows it.</summary>
/// <param name="Id">template id</param>
/// <param name="SchemaName">name in the schema</param>
/// <param name="TypeName">full C# name of the view</param>
internal sealed record DispatchTarget(ushort Id, string SchemaName, string TypeName);

/// <summary>All messages of a schema by name: the dispatcher's file changes only when one comes or goes.</summary>
internal sealed record DispatchUnit(EmitContext Context, EquatableArray<DispatchTarget> Targets);
